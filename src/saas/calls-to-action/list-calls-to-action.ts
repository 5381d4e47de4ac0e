import type { CallToAction } from '../contract/product-api.ts';
import type { Group } from '../groups/group.ts';
import type { FoundTrials } from '../trials/trial-finder.ts';

const PREMIUM = 'premium';

/** Every place where a direct Owner of a group meets an offer; none where nobody can say. */
export function listCallsToAction(group: Group, found: FoundTrials): CallToAction[] {
  const eligible = found.eligible.find((one) => one.group.id === group.id);
  if (!group.isOwner || !eligible) return [];
  const { type, durationDays } = eligible.type;
  const href = `/-/trials/new?namespace_id=${group.id}`;
  const call = { trial_type: type, duration_days: durationDays, href };
  const places: CallToAction['place'][] = ['billing_card', 'user_menu'];
  if (group.visibilityLevel === 0 && group.plan !== PREMIUM) places.unshift('tier_badge');
  if (group.plan === PREMIUM) places.unshift('premium_alert');
  return places.map((place) => ({ place, ...call }));
}
