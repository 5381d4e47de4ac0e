import type { SubscriptionAttributes, TrialExtensionType } from '../subscriptions/subscription.ts';
import type { BodyReader } from './body-reader.ts';

const trialExtensionTypes = new Map<unknown, TrialExtensionType>([
  [1, 1],
  [2, 2],
  ['extended', 1],
  ['reactivated', 2],
]);

/** The attributes of a subscription in a body: undefined where absent, null where cleared. Others are ignored. */
export function readSubscriptionAttributes(reader: BodyReader): SubscriptionAttributes {
  return {
    planCode: reader.text('plan_code'),
    startDate: reader.date('start_date'),
    endDate: reader.date('end_date'),
    seats: reader.wholeNumber('seats'),
    maxSeatsUsed: reader.wholeNumber('max_seats_used'),
    autoRenew: reader.boolean('auto_renew'),
    trial: reader.boolean('trial'),
    trialStartsOn: reader.date('trial_starts_on'),
    trialEndsOn: reader.date('trial_ends_on'),
    trialExtensionType: reader.oneOf(
      'trial_extension_type',
      'must be 1 (or "extended") or 2 (or "reactivated")',
      (value) => trialExtensionTypes.get(value),
    ),
  };
}
