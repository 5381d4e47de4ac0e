import { QueryClient } from '@tanstack/react-query';
import { RequestFailed } from './request-failed.ts';

/** What was fetched is shown at once and asked for again; only what may pass is tried twice. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failures, error) => failures < 1 && error instanceof RequestFailed && error.status === 0,
        retryDelay: 500,
        refetchOnWindowFocus: true,
        staleTime: 1_000,
        // A browser's own opinion of the network is often wrong; the request says it better.
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
