import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ComparisonReportOnWire, DifferenceOnWire } from '#portal/contract/comparisons-on-wire.ts';
import type { ComparisonSample } from '#sdk/contract.ts';
import { send } from './send.ts';

export const COMPARISONS = ['comparisons'] as const;

export type ComparisonWindow = { readonly days: string; readonly environment: string | null };
export type ComparisonGroup = Pick<DifferenceOnWire, 'plan' | 'trial_type' | 'outcome' | 'cause'>;

/** Looked at every ten seconds, because products tell of comparisons without an act that anybody hears of. */
export function useComparisonReport(window: ComparisonWindow, limit: string) {
  const query = new URLSearchParams({ ...ofWindow(window), limit });
  return useQuery({
    queryKey: [...COMPARISONS, 'report', String(query)],
    queryFn: () => send<ComparisonReportOnWire>('GET', `/comparisons/report?${query}`),
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
  });
}

/** The newest namespaces of one group. */
export function useComparisonSamples(window: ComparisonWindow, { plan, trial_type, outcome, cause }: ComparisonGroup) {
  const query = new URLSearchParams({ ...ofWindow(window), plan, trial_type, outcome, cause });
  return useQuery({
    queryKey: [...COMPARISONS, 'samples', String(query)],
    queryFn: async () =>
      (await send<{ samples: readonly ComparisonSample[] }>('GET', `/comparisons/samples?${query}`)).samples,
    refetchInterval: 10_000,
  });
}

const ofWindow = ({ days, environment }: ComparisonWindow) => ({ days, ...(environment ? { environment } : {}) });
