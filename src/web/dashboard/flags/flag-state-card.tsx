import { Button, Group, NumberInput, SegmentedControl, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FlagStateOnWire } from '#portal/contract/flag-answers.ts';
import { Card } from '../../design/card.tsx';
import { send } from '../api/send.ts';
import { FLAGS } from '../api/use-flags.ts';
import { ActDialog } from '../parts/act-dialog.tsx';
import { Time } from '../parts/time.tsx';
import { useMay } from '../session/signed-in.ts';
import { type FlagChoice, readChoice, sayState, writeChoice } from './flag-state.ts';
import { StateBadge } from './state-badge.tsx';

type FlagStateCardProps = { readonly flag: string; readonly state: FlagStateOnWire; readonly onDisable: () => void };

const KINDS = [
  { value: 'off', label: 'Off' },
  { value: 'some', label: 'For some' },
  { value: 'on', label: 'On' },
];

/** For whom it is on in one environment, and another choice. */
export function FlagStateCard({ flag, state, onDisable }: FlagStateCardProps) {
  const mayAct = useMay('operator');
  const [choice, setChoice] = useState(() => readChoice(state.state));
  const [isSetting, setSetting] = useState(false);
  const wanted = writeChoice(choice);
  return (
    <Card title={`In ${state.environment}`}>
      <Group gap="sm">
        <StateBadge state={state.state} />
        <Text size="sm" c="dimmed">
          {state.changed_at ? (
            <>
              by {state.changed_by}, <Time at={state.changed_at} />
            </>
          ) : (
            'its default: nobody has set it here'
          )}
        </Text>
      </Group>
      {mayAct && (
        <>
          <ChoiceFields choice={choice} onChoice={setChoice} />
          <Group gap="xs">
            <Button size="sm" disabled={wanted === state.state} onClick={() => setSetting(true)}>
              Set
            </Button>
            {state.state !== 'off' && (
              <Button size="sm" variant="default" className="dangerous" onClick={onDisable}>
                Disable
              </Button>
            )}
          </Group>
        </>
      )}
      {isSetting && <SetDialog flag={flag} state={state} wanted={wanted} onClose={() => setSetting(false)} />}
    </Card>
  );
}

type ChoiceFieldsProps = { readonly choice: FlagChoice; readonly onChoice: (choice: FlagChoice) => void };

function ChoiceFields({ choice, onChoice }: ChoiceFieldsProps) {
  return (
    <>
      <SegmentedControl
        aria-label="State"
        data={KINDS}
        value={choice.kind}
        onChange={(kind) => onChoice({ ...choice, kind: kind as FlagChoice['kind'] })}
      />
      {choice.kind === 'some' && (
        <Group gap="sm" align="flex-end">
          <NumberInput
            label="Percent of users"
            size="sm"
            w={150}
            min={0}
            max={100}
            allowDecimal={false}
            suffix=" %"
            value={choice.percent}
            onChange={(percent) => onChoice({ ...choice, percent: Number(percent) || 0 })}
          />
          <TextInput
            label="And these users"
            placeholder="7, 8"
            size="sm"
            w={260}
            value={choice.users}
            onChange={(event) => onChoice({ ...choice, users: event.currentTarget.value })}
          />
        </Group>
      )}
    </>
  );
}

type SetDialogProps = Omit<FlagStateCardProps, 'onDisable'> & { readonly wanted: string; readonly onClose: () => void };

function SetDialog({ flag, state, wanted, onClose }: SetDialogProps) {
  const path = `/flags/${encodeURIComponent(flag)}/environments/${encodeURIComponent(state.environment)}`;
  return (
    <ActDialog
      title={`Set ${flag} in ${state.environment}`}
      verb="Set it"
      // What was looked at is sent along: whoever was quicker is not overwritten.
      act={(reason) => send('PUT', path, { state: wanted, expected_revision: state.revision, reason })}
      changes={[FLAGS, ['audit']]}
      onClose={onClose}
    >
      <Text>
        Now: <b>{sayState(state.state)}</b>. After: <b>{sayState(wanted)}</b>.
      </Text>
      <Text size="sm" c="dimmed">
        Every process that is connected has it within milliseconds.
      </Text>
    </ActDialog>
  );
}
