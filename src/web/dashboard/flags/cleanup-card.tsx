import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { FlagCleanupAnswer } from '#portal/contract/flag-answers.ts';
import { Card } from '../../design/card.tsx';
import { send } from '../api/send.ts';
import { FLAGS, useFlagCleanup } from '../api/use-flags.ts';
import { ActDialog } from '../parts/act-dialog.tsx';
import { Fetched } from '../parts/fetched.tsx';
import { useMay } from '../session/signed-in.ts';
import { type CleanupStepOnWire, CleanupStepRow } from './cleanup-step-row.tsx';
import { lifecycleText } from './lifecycle-texts.ts';
import { StepDialog } from './step-dialog.tsx';

/** The order in which a flag goes: what is done, what is next, and why the rest has to wait. */
export function CleanupCard({ flag }: { readonly flag: string }) {
  const cleanup = useFlagCleanup(flag);
  return (
    <Card title="The way out, step by step">
      <Fetched query={cleanup} heights={[220]}>
        {(found) => <Steps flag={flag} cleanup={found} />}
      </Fetched>
    </Card>
  );
}

type StepsProps = { readonly flag: string; readonly cleanup: FlagCleanupAnswer['cleanup'] };

function Steps({ flag, cleanup }: StepsProps) {
  const mayAct = useMay('operator');
  const [taken, take] = useState<CleanupStepOnWire>();
  const [isRestarting, setRestarting] = useState(false);
  const isBegun = cleanup.steps.some((one) => one.done_at !== null);
  return (
    <>
      <Text size="sm" c="dimmed">
        Now: {lifecycleText(cleanup.lifecycle)}. In this order, so that nobody is taken back to a path that is gone.
      </Text>
      <ol className="rule-list">
        {cleanup.steps.map((one) => (
          <CleanupStepRow key={`${one.step} ${one.environment}`} step={one} onTake={mayAct ? take : undefined} />
        ))}
      </ol>
      {mayAct && isBegun && (
        <Group>
          <Button size="xs" variant="default" className="dangerous" onClick={() => setRestarting(true)}>
            Begin anew
          </Button>
        </Group>
      )}
      {taken && <StepDialog flag={flag} step={taken} onClose={() => take(undefined)} />}
      {isRestarting && <RestartDialog flag={flag} onClose={() => setRestarting(false)} />}
    </>
  );
}

function RestartDialog({ flag, onClose }: { readonly flag: string; readonly onClose: () => void }) {
  return (
    <ActDialog
      title={`Begin the going of ${flag} anew`}
      verb="Forget the steps"
      isDangerous
      act={(reason) => send('DELETE', `/flags/${encodeURIComponent(flag)}/cleanup`, { reason })}
      changes={[FLAGS, ['audit']]}
      onClose={onClose}
    >
      <Text size="sm">
        As after its code came back. The flag’s state stays as it is; every step has to be taken again.
      </Text>
    </ActDialog>
  );
}
