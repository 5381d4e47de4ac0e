import { Group, NativeSelect, Table, Text } from '@mantine/core';
import { Link, useSearchParams } from 'wouter';
import type { TrackedError } from '#portal/contract/tracked-error-on-wire.ts';
import { Card } from '../../../design/card.tsx';
import { MOST_ERRORS, useTrackedErrors } from '../../api/use-tracked-errors.ts';
import { Fetched } from '../../parts/fetched.tsx';
import { Rows } from '../../parts/rows.tsx';
import { Time } from '../../parts/time.tsx';

const DAYS = [
  { value: '1', label: 'the last day' },
  { value: '7', label: 'the last 7 days' },
  { value: '30', label: 'the last 30 days' },
  { value: '90', label: 'the last 90 days' },
] as const;

/** Errors that no code foresaw, by what they are, with the flags that were on or off whenever they happened. */
export function TrackedErrorsCard({ environment }: { readonly environment: string }) {
  const [query, setQuery] = useSearchParams();
  const { value: days, label } = DAYS.find(({ value }) => value === query.get('days')) ?? DAYS[1];
  const errors = useTrackedErrors(environment, days);
  const choose = (chosen: string) =>
    setQuery(
      (before) => new URLSearchParams([...before].filter(([key]) => key !== 'days').concat([['days', chosen]])),
      {
        replace: true,
      },
    );
  return (
    <Card title="Errors that nobody foresaw">
      <Group gap="sm" align="flex-end">
        <NativeSelect
          label="Met in"
          size="sm"
          data={DAYS}
          value={days}
          onChange={({ currentTarget }) => choose(currentTarget.value)}
        />
      </Group>
      <Fetched query={errors} heights={[160]}>
        {(found) => (
          <>
            <ErrorRows errors={found} nothing={`No process of ${environment} has told of one in ${label}.`} />
            {found.length === MOST_ERRORS && (
              <Text size="sm" c="dimmed">
                The latest {MOST_ERRORS} kinds; there may be more.
              </Text>
            )}
          </>
        )}
      </Fetched>
    </Card>
  );
}

type ErrorRowsProps = { readonly errors: readonly TrackedError[]; readonly nothing: string };

function ErrorRows({ errors, nothing }: ErrorRowsProps) {
  return (
    <Rows
      label="Errors"
      head={['Error', 'In', 'Times', 'Last', 'First', 'Flags', 'Commit', 'Last request']}
      empty={errors.length === 0 ? nothing : undefined}
    >
      {errors.map((one) => (
        <Table.Tr key={`${one.service} ${one.fingerprint}`}>
          <Table.Td className="long">{one.title}</Table.Td>
          <Table.Td>{one.service}</Table.Td>
          <Table.Td>{one.n.toLocaleString('en-US')}</Table.Td>
          <Table.Td>
            <Time at={String(one.last_at)} />
          </Table.Td>
          <Table.Td>
            <Time at={String(one.first_at)} />
          </Table.Td>
          <Table.Td>
            <Flags error={one} />
          </Table.Td>
          <Table.Td className="mono">{one.commit.slice(0, 12)}</Table.Td>
          <Table.Td className="mono">{one.request_id ?? '-'}</Table.Td>
        </Table.Tr>
      ))}
    </Rows>
  );
}

/** A flag that was on each time is where to look first; one that was both has nothing to do with it. */
function Flags({ error: { flags_on: on, flags_off: off } }: { readonly error: TrackedError }) {
  const names = [...new Set([...on, ...off])].sort();
  if (names.length === 0) return 'none was read';
  const states = (name: string) =>
    [on.includes(name) && 'on', off.includes(name) && 'off'].filter(Boolean).join(' and ');
  return names.map((name) => (
    <div key={name}>
      <Link href={`/flags/${name}`}>{name}</Link> {states(name)}
    </div>
  ));
}
