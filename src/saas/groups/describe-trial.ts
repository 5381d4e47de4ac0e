import type { Group } from './group.ts';

export type GroupTrial = {
  /** `confirming`: nobody could say yet; `starting`: applied for, and the plan is not here yet. */
  readonly state: 'none' | 'confirming' | 'starting' | 'running' | 'ended' | 'refused';
  readonly trialType: string | null;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly daysLeft: number | null;
  readonly sentence: string | null;
};

const DAY = 86_400_000;
const NONE: GroupTrial = {
  state: 'none',
  trialType: null,
  startsOn: null,
  endsOn: null,
  daysLeft: null,
  sentence: null,
};

/** What a group shows of its trial. @param today a UTC day, `YYYY-MM-DD`. */
export function describeTrial(group: Group, today: string): GroupTrial {
  const { application, trialStartsOn: startsOn, trialEndsOn: endsOn } = group;
  const trialType = application?.trialType ?? null;
  if (group.isTrial && endsOn !== null && endsOn > today) {
    const daysLeft = Math.round((Date.parse(endsOn) - Date.parse(today)) / DAY);
    return { ...NONE, state: 'running', trialType, startsOn, endsOn, daysLeft };
  }
  const state = application?.state;
  if (state === 'confirming' || state === 'waiting') return { ...NONE, state: 'confirming', trialType };
  if (application && state === 'starting') {
    return { ...NONE, state: 'starting', trialType, startsOn: application.startsOn, endsOn: application.endsOn };
  }
  if (application && (state === 'refused' || state === 'given_up')) {
    return { ...NONE, state: 'refused', trialType, sentence: application.sentence };
  }
  if (endsOn !== null && endsOn <= today) return { ...NONE, state: 'ended', trialType, startsOn, endsOn };
  return NONE;
}
