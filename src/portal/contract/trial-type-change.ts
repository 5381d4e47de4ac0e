import { type Static, Type } from 'typebox';
import type { TrialTypeChange } from '../rule-sets/change-trial-type.ts';
import { reason } from './parameters.ts';

const days = Type.Integer({ minimum: 1, maximum: 3_650 });

/** The body of a change of a trial type: only what is to change. */
export const trialTypeChangeSchema = Type.Object(
  {
    code: Type.Optional(Type.String({ pattern: '^[a-z][a-z0-9]{0,2}$' })),
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    plans: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { minItems: 1, maxItems: 20 })),
    duration_days: Type.Optional(days),
    next_duration_days: Type.Optional(days),
    next_active_time: Type.Optional(Type.String({ format: 'date-time' })),
    repeatable: Type.Optional(Type.Boolean()),
    retrial_window_days: Type.Optional(Type.Integer({ minimum: 0, maximum: 3_650 })),
    add_on: Type.Optional(Type.Union([Type.Literal('duo_enterprise'), Type.Literal('duo_pro'), Type.Null()])),
    offered: Type.Optional(Type.Boolean()),
    position: Type.Optional(Type.Integer({ minimum: 1, maximum: 30 })),
    effective_at: Type.Optional(Type.String({ format: 'date-time' })),
    reason,
  },
  { additionalProperties: false },
);

/** The same in our own words; what was left out is not there. */
export function toTrialTypeChange(body: Static<typeof trialTypeChangeSchema>): TrialTypeChange {
  const change = {
    code: body.code,
    name: body.name,
    plans: body.plans,
    durationDays: body.duration_days,
    nextDurationDays: body.next_duration_days,
    nextActiveTime: body.next_active_time,
    repeatable: body.repeatable,
    retrialWindowDays: body.retrial_window_days,
    addOn: body.add_on,
    offered: body.offered,
    position: body.position,
  };
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as TrialTypeChange;
}
