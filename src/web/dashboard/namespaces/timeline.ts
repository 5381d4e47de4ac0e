import type { AuditEntryOnWire } from '#portal/contract/audit-on-wire.ts';
import type { Explanation } from '#portal/contract/explanation-answer.ts';
import { dayText } from '../texts/time-text.ts';

export type Moment = {
  readonly key: string;
  readonly at: string;
  readonly kind: 'trial' | 'purchase' | 'refusal' | 'act';
  readonly title: string;
  readonly detail: string;
};

/** What has happened to a namespace, the newest first. */
export function momentsOf(explanation: Explanation, acts: readonly AuditEntryOnWire[]): Moment[] {
  const moments = [
    ...explanation.history.map(momentOfTrial),
    ...explanation.purchases.map(momentOfPurchase),
    ...explanation.refusals.map(momentOfRefusal),
    ...acts.map(momentOfAct),
  ];
  return moments.sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
}

function momentOfTrial(trial: Explanation['history'][number]): Moment {
  const by = trial.uid === null ? 'imported' : `applied for by user ${trial.uid}`;
  const voided = trial.voided_at ? '; voided since' : '';
  return {
    key: `trial ${trial.id}`,
    at: trial.started_at,
    kind: 'trial',
    title: `Trial ${trial.id} of ${trial.trial_type}`,
    detail: `${dayText(trial.starts_on)} to ${dayText(trial.ends_on)}, ${by}, ${trial.state}${voided}`,
  };
}

function momentOfPurchase(purchase: Explanation['purchases'][number]): Moment {
  const until = purchase.ends_on === null ? 'without end' : `to ${dayText(purchase.ends_on)}`;
  const customer = purchase.customer ? `, ${purchase.customer}` : '';
  return {
    key: `purchase ${purchase.external_id}`,
    at: `${purchase.starts_on}T00:00:00Z`,
    kind: 'purchase',
    title: `${purchase.trial ? 'Trial of the add-on' : 'Bought'} ${purchase.product}`,
    detail: `${dayText(purchase.starts_on)} ${until}, ${purchase.quantity} seats${customer} (${purchase.external_id})`,
  };
}

function momentOfRefusal(refusal: Explanation['refusals'][number], place: number): Moment {
  return {
    key: `refusal ${place}`,
    at: refusal.at,
    kind: 'refusal',
    title: `Refused: ${refusal.codes.join(', ')}`,
    detail: `${refusal.trial_type}, applied for by user ${refusal.uid}, rule set ${refusal.rule_set}`,
  };
}

function momentOfAct(act: AuditEntryOnWire): Moment {
  return {
    key: `act ${act.id}`,
    at: act.at,
    kind: 'act',
    title: `${act.actor_name}: ${act.action.replaceAll('_', ' ')}`,
    detail: act.reason,
  };
}
