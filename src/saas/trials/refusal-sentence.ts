import { RULES } from '#domain/eligibility/rules.ts';
import type { Reasons } from '#sdk/index.ts';

const NO_REASON = 'This group cannot start a trial right now.';
const NOT_FROM_PLAN = 'Trials can be started by groups on the Free and Premium plans.';

/** Why a group may not start its trial, as anyone may read it. */
export function refusalSentence(namespaceId: number, reasons: Reasons, isEligiblePlan: boolean): string {
  const codes = Object.values(reasons.get(namespaceId) ?? {}).flat();
  const rule = RULES.find(({ code }) => codes.includes(code));
  if (rule) return rule.customerSentence;
  return isEligiblePlan ? NO_REASON : NOT_FROM_PLAN;
}
