import { NativeSelect, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Notice } from '../../design/notice.tsx';
import { send } from '../api/send.ts';
import { FLAGS } from '../api/use-flags.ts';
import { ActDialog } from '../parts/act-dialog.tsx';
import type { CleanupStepOnWire } from './cleanup-step-row.tsx';
import { NEEDS_EVIDENCE, stepText } from './lifecycle-texts.ts';

type StepDialogProps = { readonly flag: string; readonly step: CleanupStepOnWire; readonly onClose: () => void };

const KEEPS = [
  { value: '', label: 'Choose…' },
  { value: 'on', label: 'on: the code as if it were on for everybody' },
  { value: 'off', label: 'off: the code as if it had never been' },
];

/** Takes a step: where it can be seen, and why; before its turn the reason justifies that. */
export function StepDialog({ flag, step: { step, environment, not_yet: notYet }, onClose }: StepDialogProps) {
  const [evidence, setEvidence] = useState('');
  const [keep, setKeep] = useState('');
  const needsEvidence = NEEDS_EVIDENCE.includes(step);
  const asksWhatIsKept = step === 'code_removed';
  const body = {
    step,
    override: notYet !== null,
    ...(environment === null ? {} : { environment }),
    ...(asksWhatIsKept ? { keep } : {}),
    ...(evidence.trim() === '' ? {} : { evidence: evidence.trim() }),
  };
  return (
    <ActDialog
      title={stepText(step, environment)}
      verb={notYet ? 'Take it before its turn' : 'Take the step'}
      isDangerous={notYet !== null || step === 'off' || step === 'deleted'}
      isReady={(!needsEvidence || evidence.trim() !== '') && (!asksWhatIsKept || keep !== '')}
      act={(reason) => send('POST', `/flags/${encodeURIComponent(flag)}/cleanup`, { ...body, reason })}
      changes={[FLAGS, ['audit']]}
      onClose={onClose}
    >
      {notYet && (
        <Notice kind="warning" title="It is not its turn">
          <Text size="sm">{notYet} The reason below is kept as the justification.</Text>
        </Notice>
      )}
      {step === 'off' && <Text size="sm">The flag is switched off in every environment at once.</Text>}
      {asksWhatIsKept && (
        <NativeSelect
          label="What the code keeps"
          required
          data={KEEPS}
          value={keep}
          onChange={(event) => setKeep(event.currentTarget.value)}
        />
      )}
      <TextInput
        label="Evidence"
        description="The commit, the merge request, the issue."
        required={needsEvidence}
        maxLength={500}
        value={evidence}
        onChange={(event) => setEvidence(event.currentTarget.value)}
      />
    </ActDialog>
  );
}
