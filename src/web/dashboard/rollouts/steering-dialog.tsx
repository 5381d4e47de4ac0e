import { NumberInput, Text } from '@mantine/core';
import { useState } from 'react';
import { sayState } from '#domain/rollouts/plan.ts';
import type { DescribedRollout } from '#portal/contract/rollout-answers.ts';
import { send } from '../api/send.ts';
import { FLAGS } from '../api/use-flags.ts';
import { ROLLOUTS, rolloutPath } from '../api/use-rollouts.ts';
import { ActDialog } from '../parts/act-dialog.tsx';
import type { RolloutAct } from './possible-acts.ts';
import { sayWaived, VERDICTS } from './say-rollout.ts';

type Steering = {
  readonly title: string;
  readonly verb: string;
  readonly path: string;
  readonly body: object;
  readonly says: string;
};

const HOURS = 3;
const MOST_HOURS = 24;

/** What an act sends, and what it says before. @param rollout as it was read when the act was chosen. */
function steeringOf(act: RolloutAct, rollout: DescribedRollout, hours: number): Steering {
  const { next, paused, flag } = rollout;
  switch (act) {
    case 'approve':
      return {
        title: `Approve ${sayState(rollout.approval?.to ?? 'off')}`,
        verb: 'Approve',
        path: 'approve',
        body: { plan_hash: rollout.plan_hash },
        says: sayApproved(rollout),
      };
    case 'pause': {
      const says = 'It stays where it is; the protective gates go on watching, and still take it back.';
      return { title: `Pause ${flag}`, verb: 'Pause', path: 'pause', body: {}, says };
    }
    case 'resume': {
      const says = 'It looks anew: neither what was measured nor who agreed before counts.';
      return { title: `Resume ${flag}`, verb: 'Resume', path: 'resume', body: {}, says };
    }
    case 'adopt':
    case 'revert': {
      const [title, verb] = act === 'adopt' ? ['Adopt the edit', 'Adopt it'] : ['Revert the edit', 'Revert it'];
      return { title, verb, path: 'resume', body: { settle: act }, says: paused?.sentence ?? '' };
    }
    case 'waive': {
      const what = sayWaived(next.waivable ?? '');
      const says = `For this step alone, ${what} is not waited for. Protective gates and approvals stay.`;
      return { title: 'Do not wait for it', verb: 'Do not wait', path: 'advance', body: { what: next.waivable }, says };
    }
    case 'presence': {
      const says = 'Whoever watches the next steps says so by name.';
      return { title: 'I am there', verb: 'Say so', path: 'presence', body: { hours }, says };
    }
  }
}

function sayApproved({ approval, environment, gates, plan_hash: hash }: DescribedRollout): string {
  const verdicts = gates.map((one) => `${one.gate} ${VERDICTS[one.verdict].word}`).join(', ') || 'no gate was asked';
  return `${sayState(approval?.to ?? 'off')} in ${environment}, by plan ${hash.slice(0, 12)}. Of the step that stands: ${verdicts}.`;
}

type SteeringDialogProps = {
  readonly act: RolloutAct;
  /** As it was when the act was chosen: what is agreed to is what was read. */
  readonly rollout: DescribedRollout;
  readonly onClose: () => void;
};

/** Asks for the reason, and for what else an act needs. */
export function SteeringDialog({ act, rollout, onClose }: SteeringDialogProps) {
  const [hours, setHours] = useState<number | string>(HOURS);
  const { title, verb, path, body, says } = steeringOf(act, rollout, Number(hours));
  return (
    <ActDialog
      title={title}
      verb={verb}
      isReady={act !== 'presence' || (Number(hours) >= 1 && Number(hours) <= MOST_HOURS)}
      act={(reason) => send('POST', `${rolloutPath(rollout.flag)}/${path}`, { ...body, reason })}
      changes={[ROLLOUTS, FLAGS, ['audit']]}
      onClose={onClose}
    >
      <Text size="sm">{says}</Text>
      {act === 'presence' && (
        <NumberInput
          label="For how many hours"
          min={1}
          max={MOST_HOURS}
          allowDecimal={false}
          value={hours}
          onChange={setHours}
        />
      )}
    </ActDialog>
  );
}
