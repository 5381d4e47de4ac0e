import { Button, Code, Group, NativeSelect, Table, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import type { AuditEntryOnWire } from '#portal/contract/audit-on-wire.ts';
import { EmptyState } from '../../design/empty-state.tsx';
import { FetchFailure } from '../../design/fetch-failure.tsx';
import { Icon } from '../../design/icon.tsx';
import { Page } from '../../design/page.tsx';
import { SkeletonLines } from '../../design/skeleton-lines.tsx';
import { useAudit } from '../api/use-audit.ts';
import { useStaff } from '../api/use-people.ts';
import { Rows } from '../parts/rows.tsx';
import { Time } from '../parts/time.tsx';

const FILTERS = ['actor_id', 'object', 'action', 'namespace_id', 'from', 'to'] as const;

/** `/dashboard/audit`: the filter stands in the address. */
export function AuditPage() {
  const [params, setParams] = useSearchParams();
  const query = new URLSearchParams(
    FILTERS.flatMap((name) => (params.get(name) ? [[name, params.get(name) ?? '']] : [])),
  );
  const audit = useAudit(query.toString());
  const entries = audit.data?.pages.flat() ?? [];
  return (
    <Page title="Audit" wide lead="Who did what, to what, when and why. Nobody can change it.">
      <Filters key={query.toString()} params={query} onFilter={setParams} />
      {audit.isPending && <SkeletonLines heights={[320]} />}
      {audit.error && <FetchFailure error={audit.error} onAgain={() => audit.refetch()} isAsking={audit.isFetching} />}
      {audit.data && entries.length === 0 && (
        <EmptyState icon="list" title="Nothing was done">
          {query.size > 0 ? 'No line of the log matches. Try a longer time, or fewer words.' : 'The log is empty.'}
        </EmptyState>
      )}
      {entries.length > 0 && (
        <Rows label="Audit log" head={['When', 'Who', 'What', 'To what', 'Why', 'Change']}>
          {entries.map((entry) => (
            <EntryRow key={entry.id} entry={entry} />
          ))}
        </Rows>
      )}
      {audit.hasNextPage && (
        <Button variant="default" onClick={() => audit.fetchNextPage()} loading={audit.isFetchingNextPage}>
          Older
        </Button>
      )}
    </Page>
  );
}

type FiltersProps = { readonly params: URLSearchParams; readonly onFilter: (params: URLSearchParams) => void };

function Filters({ params, onFilter }: FiltersProps) {
  const { data: staff } = useStaff();
  const [values, setValues] = useState(() => Object.fromEntries(FILTERS.map((name) => [name, params.get(name) ?? ''])));
  const set = (name: string) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget;
    setValues((before) => ({ ...before, [name]: value }));
  };
  const people = [
    { value: '', label: 'Everybody' },
    ...(staff ?? []).map(({ id, name }) => ({ value: String(id), label: name })),
  ];
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onFilter(new URLSearchParams(Object.entries(values).filter(([, value]) => value !== '')));
      }}
    >
      <Group gap="sm" align="flex-end">
        <NativeSelect label="Person" size="sm" data={people} value={values.actor_id} onChange={set('actor_id')} />
        <TextInput
          label="Object"
          placeholder="trial 7, rule"
          size="sm"
          w={150}
          value={values.object}
          onChange={set('object')}
        />
        <TextInput
          label="Action"
          placeholder="trial_voided"
          size="sm"
          w={150}
          value={values.action}
          onChange={set('action')}
        />
        <TextInput
          label="Namespace"
          size="sm"
          w={110}
          inputMode="numeric"
          value={values.namespace_id}
          onChange={set('namespace_id')}
        />
        <TextInput type="date" label="From" size="sm" value={values.from} onChange={set('from')} />
        <TextInput type="date" label="Before" size="sm" value={values.to} onChange={set('to')} />
        <Button type="submit" size="sm">
          Filter
        </Button>
        {params.size > 0 && (
          <Button size="sm" variant="subtle" onClick={() => onFilter(new URLSearchParams())}>
            Everything
          </Button>
        )}
        <ExportLink format="csv" params={params} />
        <ExportLink format="json" params={params} />
      </Group>
    </form>
  );
}

function ExportLink({ format, params }: { readonly format: 'csv' | 'json'; readonly params: URLSearchParams }) {
  return (
    <Button
      component="a"
      href={`/api/v1/audit.${format}${params.size > 0 ? `?${params}` : ''}`}
      download={`audit.${format}`}
      size="sm"
      variant="default"
      leftSection={<Icon name="download" size={16} />}
    >
      {format.toUpperCase()}
    </Button>
  );
}

function EntryRow({ entry }: { readonly entry: AuditEntryOnWire }) {
  return (
    <Table.Tr>
      <Table.Td>
        <Time at={entry.at} />
      </Table.Td>
      <Table.Td>{entry.actor_name}</Table.Td>
      <Table.Td>{entry.action.replaceAll('_', ' ')}</Table.Td>
      <Table.Td>
        {entry.namespace_id === null ? (
          entry.object
        ) : (
          <Link href={`/namespaces/${entry.namespace_id}`}>{entry.object}</Link>
        )}
      </Table.Td>
      <Table.Td className="long">{entry.reason}</Table.Td>
      <Table.Td>
        {(entry.before !== null || entry.after !== null) && (
          <details>
            <summary>before → after</summary>
            <Code block>{JSON.stringify({ before: entry.before, after: entry.after }, null, 1)}</Code>
            {entry.request_id && <Text size="xs">request {entry.request_id}</Text>}
          </details>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
