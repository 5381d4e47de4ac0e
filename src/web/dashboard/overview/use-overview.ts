import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { OverviewOnWire } from '#portal/contract/overview-on-wire.ts';

export type OverviewWindow = OverviewOnWire['window'];

/** From an address; whatever else stands there is the last minutes. */
export function readWindow(text: string | null): OverviewWindow {
  return text === 'hour' || text === 'week' ? text : 'live';
}

/** How soon it is asked for again, in milliseconds: processes tell their numbers every five seconds. */
const AGAIN: Readonly<Record<OverviewWindow, number>> = { live: 5_000, hour: 15_000, week: 60_000 };

/** How all processes are doing together. @param environment the portal's own if not given. */
export function useOverview(window: OverviewWindow, environment: string | undefined) {
  return useQuery({
    queryKey: ['overview', window, environment],
    queryFn: ({ signal }) => fetchOverview(window, environment, signal),
    refetchInterval: AGAIN[window],
    placeholderData: keepPreviousData,
  });
}

async function fetchOverview(
  window: OverviewWindow,
  environment: string | undefined,
  signal: AbortSignal,
): Promise<OverviewOnWire> {
  const query = new URLSearchParams({ window, ...(environment === undefined ? {} : { environment }) });
  const response = await fetch(`/api/v1/telemetry/overview?${query}`, { credentials: 'same-origin', signal });
  const answer = (await response.json().catch(() => ({}))) as { overview?: OverviewOnWire; errors?: string };
  if (answer.overview) return answer.overview;
  throw new Error(answer.errors ?? `The portal could not tell its numbers (${response.status}).`);
}
