import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type {
  DescribedRollout,
  GateSeriesAnswer,
  InterlocksAnswer,
  RolloutAnswer,
  RolloutsAnswer,
} from '#portal/contract/rollout-answers.ts';
import { RequestFailed } from '../../api/request-failed.ts';
import { followEvents } from '../live/follow-events.ts';
import { isOlder } from './is-older.ts';
import { send } from './send.ts';

export const ROLLOUTS = ['rollouts'] as const;
export const INTERLOCKS = ['rollout_interlocks'] as const;

const MOST_LISTED = 100;

/** Where a rollout of a flag is; after `/api/v1`. */
export const rolloutPath = (flag: string) => `/rollouts/${encodeURIComponent(flag)}`;

const which = (id: number | undefined) => (id === undefined ? '' : `?id=${id}`);

/** Every rollout, newest first; looked at every five seconds, because the controller moves them without telling the log. */
export function useRollouts() {
  return useQuery({
    queryKey: [...ROLLOUTS, 'list'],
    queryFn: async () => (await send<RolloutsAnswer>('GET', `/rollouts?limit=${MOST_LISTED}`)).rollouts,
    refetchInterval: 5_000,
  });
}

/** The newest rollout of a flag in a line; undefined where there was none. */
export function useLastRollout(flag: string) {
  return useQuery({
    queryKey: [...ROLLOUTS, 'list', flag],
    queryFn: async () =>
      (await send<RolloutsAnswer>('GET', `/rollouts?limit=1&flag=${encodeURIComponent(flag)}`)).rollouts[0] ?? null,
    refetchInterval: 10_000,
  });
}

/** A rollout with all that is known of it, null where there was none; the newest is followed as it goes. */
export function useRollout(flag: string, id: number | undefined) {
  const queries = useQueryClient();
  const found = useQuery({
    queryKey: [...ROLLOUTS, 'one', flag, id ?? 'newest'],
    queryFn: () => findRollout(flag, id),
    // There is nothing to follow until there is one.
    refetchInterval: ({ state }) => (state.data === null ? 3_000 : false),
  });
  const follows = id === undefined && Boolean(found.data);
  useEffect(() => {
    if (!follows) return undefined;
    return followEvents(`/api/v1${rolloutPath(flag)}/stream`, 'rollout', (text) => {
      const told = JSON.parse(text) as DescribedRollout;
      queries.setQueryData<DescribedRollout | null>([...ROLLOUTS, 'one', flag, 'newest'], (shown) =>
        shown && isOlder(told, shown) ? shown : told,
      );
    });
  }, [queries, flag, follows]);
  return found;
}

async function findRollout(flag: string, id: number | undefined): Promise<DescribedRollout | null> {
  try {
    return (await send<RolloutAnswer>('GET', `${rolloutPath(flag)}${which(id)}`)).rollout;
  } catch (error) {
    if (error instanceof RequestFailed && error.status === 404) return null;
    throw error;
  }
}

/** What a gate has counted since the step began. @param since what makes it another question: the step, or its resuming. */
export function useGateSeries(rollout: DescribedRollout, gate: string) {
  const { flag, id, environment, step, since, finished_at: finishedAt } = rollout;
  return useQuery({
    queryKey: ['gate_series', id, gate, environment, step, since],
    queryFn: async () =>
      (await send<GateSeriesAnswer>('GET', `${rolloutPath(flag)}/gates/${encodeURIComponent(gate)}/series${which(id)}`))
        .series,
    placeholderData: keepPreviousData,
    refetchInterval: finishedAt === null ? 10_000 : false,
  });
}

/** Incidents and freezes that go on. */
export function useInterlocks() {
  return useQuery({
    queryKey: INTERLOCKS,
    queryFn: async () => (await send<InterlocksAnswer>('GET', '/rollout_interlocks')).interlocks,
    refetchInterval: 10_000,
  });
}
