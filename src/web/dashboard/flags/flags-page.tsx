import { Group, Stack, Table, Text } from '@mantine/core';
import { Link } from 'wouter';
import { EmptyState } from '../../design/empty-state.tsx';
import { Page } from '../../design/page.tsx';
import { useFlags } from '../api/use-flags.ts';
import { Fetched } from '../parts/fetched.tsx';
import { Rows } from '../parts/rows.tsx';
import { Time } from '../parts/time.tsx';
import { StateBadge } from './state-badge.tsx';

/** `/dashboard/flags` */
export function FlagsPage() {
  const flags = useFlags();
  return (
    <Page title="Flags" wide lead="What is switched on, where, and for whom.">
      <Fetched query={flags} heights={[260]}>
        {(all) =>
          all.length === 0 ? (
            <EmptyState icon="flag" title="There is no flag">
              A flag is a file in the code; one that is defined there stands here.
            </EmptyState>
          ) : (
            <Rows label="Flags" head={['Flag', 'State', 'Last evaluated', 'Remove by']}>
              {all.map((flag) => (
                <Table.Tr key={flag.name}>
                  <Table.Td className="long">
                    <Link href={`/flags/${flag.name}`} className="mono">
                      {flag.name}
                    </Link>
                    <Text size="sm" c="dimmed">
                      {flag.description}
                    </Text>
                  </Table.Td>
                  <Table.Td>
                    <Stack gap={4}>
                      {flag.environments.length === 0 && <Text size="sm">no environment yet</Text>}
                      {flag.environments.map((one) => (
                        <Group key={one.environment} gap="xs" wrap="nowrap">
                          <StateBadge state={one.state} />
                          <Text size="sm">{one.environment}</Text>
                        </Group>
                      ))}
                    </Stack>
                  </Table.Td>
                  <Table.Td>{flag.last_evaluated_at ? <Time at={flag.last_evaluated_at} /> : 'never'}</Table.Td>
                  <Table.Td>{flag.remove_by ?? 'stays'}</Table.Td>
                </Table.Tr>
              ))}
            </Rows>
          )
        }
      </Fetched>
    </Page>
  );
}
