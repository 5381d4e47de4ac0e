import { Progress, Text } from '@mantine/core';
import type { GroupTrialOnWire } from '#saas/contract/product-api.ts';
import { Card } from '../../design/card.tsx';
import type { IconName } from '../../design/icon.tsx';
import { trialText } from '../texts/trial-text.ts';
import { isOnItsWay } from './is-on-its-way.ts';

type State = GroupTrialOnWire['state'];

const TITLES: Readonly<Record<Exclude<State, 'none'>, string>> = {
  confirming: 'Ultimate trial',
  starting: 'Ultimate trial',
  running: 'Ultimate trial',
  ended: 'Ultimate trial',
  refused: 'The trial was not started',
};
const ICONS: Readonly<Record<State, IconName>> = {
  none: 'note',
  confirming: 'clock',
  starting: 'turning',
  running: 'rocket',
  ended: 'clock',
  refused: 'note',
};

/** How the group's trial stands, for every member; what changes while they look on is read out. */
export function TrialCard({ trial }: { readonly trial: GroupTrialOnWire }) {
  if (trial.state === 'none') return null;
  return (
    <Card title={TITLES[trial.state]} icon={ICONS[trial.state]}>
      <Text role="status">{trialText(trial)}</Text>
      <TrialProgress trial={trial} />
    </Card>
  );
}

const DAY = 86_400_000;

/** How much of a running trial has passed; as high while it is starting, so that nothing moves when it runs. */
function TrialProgress({ trial: { state, starts_on, ends_on, days_left } }: { readonly trial: GroupTrialOnWire }) {
  if (isOnItsWay(state)) return <Progress value={0} w="100%" aria-label="Not started" />;
  if (state !== 'running' || !starts_on || !ends_on || days_left === null) return null;
  const days = Math.max(1, (Date.parse(ends_on) - Date.parse(starts_on)) / DAY);
  const passed = Math.round(Math.min(1, Math.max(0, 1 - days_left / days)) * 100);
  return <Progress value={passed} w="100%" aria-label="How much of the trial has passed" />;
}
