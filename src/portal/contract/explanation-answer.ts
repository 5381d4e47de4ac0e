import type { toExplanationOnWire } from './explanation.ts';
import type { OnTheWire } from './on-the-wire.ts';
import type { toPurchaseOnWire } from './purchase.ts';
import type { toTrialForOperators } from './trial-on-wire.ts';

/** What the portal answers to "why can't they start a trial?". */
export type Explanation = OnTheWire<ReturnType<typeof toExplanationOnWire>> & {
  readonly history: readonly OnTheWire<ReturnType<typeof toTrialForOperators>>[];
  readonly purchases: readonly OnTheWire<ReturnType<typeof toPurchaseOnWire>>[];
  readonly refusals: readonly {
    readonly at: string;
    readonly trial_type: string;
    readonly uid: number;
    readonly codes: readonly string[];
    readonly rule_set: number;
    readonly request_id: string | null;
  }[];
};
