import type { Explanation } from '#portal/contract/explanation-answer.ts';
import type { SaasHalf } from '../api/use-namespace.ts';
import { timeText } from '../texts/time-text.ts';
import { blockingRules, type Verdict } from './say-verdict.ts';

/** The explanation as plain text for a ticket: whoever reads it later finds the page, the time and the versions. */
export function ticketText(
  explanation: Explanation,
  verdict: Verdict,
  saas: SaasHalf | undefined,
  place: { readonly environment: string; readonly address: string },
): string {
  const { namespace_id: id, at, version, rule_set: ruleSet, decisions } = explanation;
  const known = saas?.explanation?.namespace;
  const name = known ? ` "${known.name}" (${known.path}, plan ${known.plan ?? 'none'})` : '';
  const lines = [
    `Namespace ${id}${name}, as of ${timeText(at)}, ${place.environment}`,
    verdict.sentence,
    verdict.validUntil ? `This holds until ${timeText(verdict.validUntil)}.` : 'This holds until something is changed.',
    '',
    ...decisions.flatMap((one) => [
      `${one.trial_type}: ${one.eligible ? 'may be started' : 'may not be started'}`,
      ...blockingRules(one).map((rule) => `  - ${rule.code}: ${rule.sentence}`),
    ]),
    '',
    `In saas: ${saas?.explanation?.verdict ?? saas?.because ?? 'not asked.'}`,
    `Version ${version}, rule set ${ruleSet}. ${place.address}`,
  ];
  return lines.join('\n');
}
