import { useQuery } from '@tanstack/react-query';
import { send } from './send.ts';

/** A long job of the portal's. */
export type Job<Result> = {
  readonly id: number;
  readonly state: string;
  readonly phase: string | null;
  readonly done: number;
  readonly total: number | null;
  readonly result: Result | null;
  readonly error: string | null;
};

/** How far it is, until it has ended. */
export function useJob<Result>(id: number | undefined) {
  return useQuery({
    queryKey: ['job', id],
    queryFn: async () => (await send<{ job: Job<Result> }>('GET', `/jobs/${id}`)).job,
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (hasEnded(state.data) ? false : 500),
  });
}

export const hasEnded = (job: Job<unknown> | undefined) => job?.state === 'finished' || job?.state === 'failed';
