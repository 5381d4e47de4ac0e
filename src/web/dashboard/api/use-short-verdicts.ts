import { useQuery } from '@tanstack/react-query';
import type { SearchResultOnWire } from '#portal/contract/search-on-wire.ts';
import type { EligibilityAnswer } from '#sdk/contract.ts';
import { type ShortVerdict, sayInShort } from '../namespaces/say-in-short.ts';
import { send } from './send.ts';
import { useRules } from './use-rules.ts';

/** For each namespace that was found whether it may start a trial; those of unknown plan are left out. */
export function useShortVerdicts(results: readonly SearchResultOnWire[]): ReadonlyMap<number, ShortVerdict> {
  const named = results.filter((one) => one.name !== null);
  const ids = [...new Set(named.map((one) => one.namespace_id))].slice(0, 100);
  const types = useRules().data?.rule_set.trial_types;
  const { data } = useQuery({
    queryKey: ['short verdicts', ids],
    queryFn: () => {
      const query = ids.map((id) => `namespace_ids=${id}`).join('&');
      // Looking at a list is no demand.
      const headers = { 'trialgate-purpose': 'shadow' };
      const path = `/gitlab/namespaces/trials/eligibility?include=reasons&${query}`;
      return send<EligibilityAnswer>('GET', path, undefined, headers);
    },
    enabled: ids.length > 0,
    gcTime: 0,
  });
  if (!data || !types) return new Map();
  return new Map(
    named.map(({ namespace_id: id, plan }) => [
      id,
      sayInShort(plan, types, data.namespaces[id] ?? [], data.reasons?.[id] ?? {}),
    ]),
  );
}
