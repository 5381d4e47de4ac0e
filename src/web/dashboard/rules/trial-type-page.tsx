import { Button, Group, NumberInput, Switch, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import type { RuleSetOnWire } from '#portal/contract/rule-answers.ts';
import { Card } from '../../design/card.tsx';
import { Notice } from '../../design/notice.tsx';
import { Page } from '../../design/page.tsx';
import { send } from '../api/send.ts';
import { RULES, useRules } from '../api/use-rules.ts';
import { ActDialog } from '../parts/act-dialog.tsx';
import { Facts } from '../parts/facts.tsx';
import { Fetched } from '../parts/fetched.tsx';
import { useMay } from '../session/signed-in.ts';
import { changedFields, type TrialTypeValues, valuesOf } from './trial-type-values.ts';

/** `/dashboard/trial_types/:type` */
export function TrialTypePage({ type }: { readonly type: string }) {
  const rules = useRules();
  return (
    <Page
      title={type}
      heading={<span className="mono">{type}</span>}
      lead={<Link href="/rules">All rules and types</Link>}
    >
      <Fetched query={rules} heights={[320]}>
        {({ rule_set: inForce }) => {
          const found = inForce.trial_types.find((one) => one.type === type);
          if (!found) return <Notice kind="warning">There is no trial type of that name.</Notice>;
          return <TrialTypeContent key={inForce.number} known={found} />;
        }}
      </Fetched>
    </Page>
  );
}

type TrialTypeOnWire = RuleSetOnWire['trial_types'][number];

function TrialTypeContent({ known }: { readonly known: TrialTypeOnWire }) {
  const mayChange = useMay('operator');
  const [values, setValues] = useState(() => valuesOf(known));
  const [isSetting, setSetting] = useState(false);
  const changed = changedFields(known, values);
  return (
    <Card title={known.name}>
      <Facts
        rows={[
          ['Code', `${known.code}, for ever`],
          ['Add-on', known.add_on ?? 'none'],
          [
            'Next duration',
            known.next_duration_days ? `${known.next_duration_days} days from ${known.next_active_time}` : 'none',
          ],
        ]}
      />
      <Fields values={values} onValues={setValues} isDisabled={!mayChange} />
      {mayChange ? (
        <Button size="sm" disabled={Object.keys(changed).length === 0} onClick={() => setSetting(true)}>
          Change…
        </Button>
      ) : (
        <Text size="sm" c="dimmed">
          An operator can change it.
        </Text>
      )}
      {isSetting && (
        <ActDialog
          title={`Change ${known.type}`}
          verb="Change it"
          isDangerous={changed.offered === false}
          act={(reason) => send('PATCH', `/trial_types/${known.type}`, { ...changed, reason })}
          changes={[RULES, ['namespace'], ['audit']]}
          onClose={() => setSetting(false)}
        >
          <Facts
            rows={Object.entries(changed).map(([field, value]) => [
              field.replaceAll('_', ' '),
              `${showValue(known[field as keyof TrialTypeOnWire])} → ${showValue(value)}`,
            ])}
          />
          <Text size="sm" c="dimmed">
            For trials that start from now on; those that run keep their dates.
          </Text>
        </ActDialog>
      )}
    </Card>
  );
}

const showValue = (value: unknown) => (Array.isArray(value) ? value.join(', ') : String(value));

type FieldsProps = {
  readonly values: TrialTypeValues;
  readonly onValues: (values: TrialTypeValues) => void;
  readonly isDisabled: boolean;
};

function Fields({ values, onValues, isDisabled }: FieldsProps) {
  const set = (more: Partial<TrialTypeValues>) => onValues({ ...values, ...more });
  const common = { size: 'sm', disabled: isDisabled } as const;
  return (
    <>
      <Switch
        label="Offered"
        checked={values.offered}
        disabled={isDisabled}
        onChange={(event) => set({ offered: event.currentTarget.checked })}
      />
      <TextInput
        {...common}
        label="Name"
        w="100%"
        value={values.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <TextInput
        {...common}
        label="Plans, separated by commas"
        w="100%"
        value={values.plans}
        onChange={(event) => set({ plans: event.currentTarget.value })}
      />
      <Group gap="sm" align="flex-end">
        <NumberInput
          {...common}
          label="Duration in days"
          w={150}
          min={1}
          max={3_650}
          value={values.durationDays}
          onChange={(value) => set({ durationDays: Number(value) })}
        />
        <NumberInput
          {...common}
          label="Window in days"
          w={150}
          min={0}
          max={3_650}
          value={values.retrialWindowDays}
          onChange={(value) => set({ retrialWindowDays: Number(value) })}
        />
        <Switch
          label="Repeatable after the window"
          checked={values.repeatable}
          disabled={isDisabled}
          onChange={(event) => set({ repeatable: event.currentTarget.checked })}
        />
      </Group>
    </>
  );
}
