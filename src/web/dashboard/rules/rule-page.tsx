import { Badge, Button, Group, NumberInput, SegmentedControl, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import type { RuleSetOnWire } from '#portal/contract/rule-answers.ts';
import { Card } from '../../design/card.tsx';
import { Notice } from '../../design/notice.tsx';
import { Page } from '../../design/page.tsx';
import { send } from '../api/send.ts';
import { RULES, useRules } from '../api/use-rules.ts';
import { ActDialog } from '../parts/act-dialog.tsx';
import { Fetched } from '../parts/fetched.tsx';
import { useMay } from '../session/signed-in.ts';
import { TryCard } from './try-card.tsx';

type Rule = RuleSetOnWire['rules'][number];
type Parameters = Readonly<Record<string, number>>;

const STATES = [
  { value: 'bind', label: 'Binds' },
  { value: 'observe', label: 'Observes' },
  { value: 'off', label: 'Off' },
];

/** `/dashboard/rules/:code` */
export function RulePage({ code }: { readonly code: string }) {
  const rules = useRules();
  return (
    <Page title={code} heading={<span className="mono">{code}</span>} lead={<Link href="/rules">All rules</Link>}>
      <Fetched query={rules} heights={[200, 160]}>
        {({ rule_set: inForce }) => {
          const rule = inForce.rules.find((one) => one.code === code);
          if (!rule) return <Notice kind="warning">There is no rule of that name.</Notice>;
          return <RuleContent key={inForce.number} rule={rule} />;
        }}
      </Fetched>
    </Page>
  );
}

function RuleContent({ rule }: { readonly rule: Rule }) {
  const [mayTry, mayChange] = [useMay('operator'), useMay('admin')];
  const [state, setState] = useState<string>(rule.state);
  const [parameters, setParameters] = useState<Parameters>(rule.parameters);
  const [isSetting, setSetting] = useState(false);
  const change = { state, parameters };
  const isSame = state === rule.state && JSON.stringify(parameters) === JSON.stringify(rule.parameters);
  return (
    <>
      <Card title="How it binds">
        <Text>To the customer: {rule.customer_sentence}</Text>
        <Badge variant="default" className="readable-badge">
          asked {rule.asked === 'always' ? 'always' : 'when somebody applies'}
        </Badge>
        <SegmentedControl aria-label="State" data={STATES} value={state} onChange={setState} disabled={!mayTry} />
        <ParameterFields rule={rule} parameters={parameters} onParameters={setParameters} />
        {mayChange ? (
          <Button size="sm" disabled={isSame} onClick={() => setSetting(true)}>
            Set…
          </Button>
        ) : (
          <Text size="sm" c="dimmed">
            An admin can change it{mayTry ? '; you can try it below' : ''}.
          </Text>
        )}
      </Card>
      {mayTry && <TryCard code={rule.code} change={change} isSame={isSame} />}
      {isSetting && <SetDialog code={rule.code} change={change} onClose={() => setSetting(false)} />}
    </>
  );
}

type ParameterFieldsProps = {
  readonly rule: Rule;
  readonly parameters: Parameters;
  readonly onParameters: (parameters: Parameters) => void;
};

function ParameterFields({ rule, parameters, onParameters }: ParameterFieldsProps) {
  return (
    <Group gap="sm">
      {Object.entries(rule.parameter_definitions).map(([name, { minimum, maximum, unit }]) => (
        <NumberInput
          key={name}
          label={`${name} (${unit})`}
          description={`${minimum} to ${maximum}`}
          size="sm"
          w={190}
          min={minimum}
          max={maximum}
          allowDecimal={false}
          value={parameters[name] ?? minimum}
          onChange={(value) => onParameters({ ...parameters, [name]: Number(value) })}
        />
      ))}
    </Group>
  );
}

type SetDialogProps = {
  readonly code: string;
  readonly change: { readonly state: string; readonly parameters: Parameters };
  readonly onClose: () => void;
};

function SetDialog({ code, change, onClose }: SetDialogProps) {
  const [day, setDay] = useState('');
  const effective = day === '' ? {} : { effective_at: `${day}T00:00:00Z` };
  return (
    <ActDialog
      title={`Set ${code}`}
      verb="Set it"
      act={(reason) => send('PATCH', `/rules/${code}`, { ...change, ...effective, reason })}
      changes={[RULES, ['namespace'], ['audit']]}
      onClose={onClose}
    >
      <Text>
        It will be <b>{change.state}</b>
        {Object.entries(change.parameters).map(([name, value]) => `, ${name} ${value}`)}. Every answer is asked again
        from then on; running trials go on. Have you tried it first?
      </Text>
      <TextInput
        type="date"
        label="From the day (empty: at once)"
        value={day}
        onChange={(event) => setDay(event.currentTarget.value)}
      />
    </ActDialog>
  );
}
