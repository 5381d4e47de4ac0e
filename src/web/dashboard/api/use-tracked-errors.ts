import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { TrackedError } from '#portal/contract/tracked-error-on-wire.ts';
import { send } from './send.ts';

export const MOST_ERRORS = 100;

/** Errors that nobody foresaw and that were met within so many days, the latest first. */
export function useTrackedErrors(environment: string, days: string) {
  const query = new URLSearchParams({ environment, days, met: 'last', limit: String(MOST_ERRORS) });
  return useQuery({
    queryKey: ['errors', String(query)],
    queryFn: async () => (await send<{ errors: readonly TrackedError[] }>('GET', `/telemetry/errors?${query}`)).errors,
    placeholderData: keepPreviousData,
    // Processes tell of them without an act that anybody hears of.
    refetchInterval: 10_000,
  });
}
