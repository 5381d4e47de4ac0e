import { NativeSelect, NumberInput } from '@mantine/core';
import { useState } from 'react';
import { send } from '../api/send.ts';
import { useFlags } from '../api/use-flags.ts';
import { INTERLOCKS, ROLLOUTS } from '../api/use-rollouts.ts';
import { ActDialog } from '../parts/act-dialog.tsx';

const KINDS = [
  { value: 'incident', label: 'An incident' },
  { value: 'freeze', label: 'A freeze' },
];
const EVERYWHERE = { value: '', label: 'everywhere' };

/** Says that there is an incident or a freeze. */
export function InterlockDialog({ onClose }: { readonly onClose: () => void }) {
  const [kind, setKind] = useState('incident');
  const [environment, setEnvironment] = useState('');
  const [hours, setHours] = useState<number | string>('');
  const { data: flags = [] } = useFlags();
  const names = [...new Set(flags.flatMap((flag) => flag.environments.map((one) => one.environment)))];
  const body = {
    kind,
    ...(environment === '' ? {} : { environment }),
    ...(hours === '' ? {} : { hours: Number(hours) }),
  };
  return (
    <ActDialog
      title="An incident or a freeze"
      verb="Hold rollouts"
      act={(reason) => send('POST', '/rollout_interlocks', { ...body, reason })}
      changes={[INTERLOCKS, ROLLOUTS, ['audit']]}
      onClose={onClose}
    >
      <NativeSelect label="What" data={KINDS} value={kind} onChange={(event) => setKind(event.currentTarget.value)} />
      <NativeSelect
        label="Where"
        data={[EVERYWHERE, ...names]}
        value={environment}
        onChange={(event) => setEnvironment(event.currentTarget.value)}
      />
      <NumberInput
        label="For how many hours (empty: until somebody says that it is over)"
        min={1}
        max={2_000}
        allowDecimal={false}
        value={hours}
        onChange={setHours}
      />
    </ActDialog>
  );
}
