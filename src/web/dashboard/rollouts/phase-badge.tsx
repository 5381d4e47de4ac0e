import { Badge } from '@mantine/core';
import type { RolloutOnWire } from '#portal/contract/rollout-answers.ts';
import { PHASES } from './say-rollout.ts';

/** The state of a rollout in a word and in colour. */
export function PhaseBadge({ phase }: Pick<RolloutOnWire, 'phase'>) {
  const { word, color } = PHASES[phase];
  return (
    <Badge variant="light" color={color} className="readable-badge" tt="none" flex="none">
      {word}
    </Badge>
  );
}
