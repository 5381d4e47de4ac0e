import { Group, Stack, Table, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { FlagLifecyclesAnswer } from '#portal/contract/flag-answers.ts';
import { EmptyState } from '../../design/empty-state.tsx';
import { Page } from '../../design/page.tsx';
import { useFlagLifecycles, useFlags } from '../api/use-flags.ts';
import { Fetched } from '../parts/fetched.tsx';
import { Rows } from '../parts/rows.tsx';
import { Time } from '../parts/time.tsx';
import { GoneFlagsCard } from './gone-flags-card.tsx';
import { lifecycleText } from './lifecycle-texts.ts';
import { StateBadge } from './state-badge.tsx';

/** `/dashboard/flags` */
export function FlagsPage() {
  const flags = useFlags();
  const lifecycles = useFlagLifecycles();
  const lifeOf = (name: string) => lifecycles.data?.find((one) => one.name === name);
  return (
    <Page title="Flags" wide lead="What is switched on, where, and for whom.">
      <Fetched query={flags} heights={[260]}>
        {(all) =>
          all.length === 0 ? (
            <EmptyState icon="flag" title="There is no flag">
              A flag is a file in the code; one that is defined there stands here.
            </EmptyState>
          ) : (
            <Rows label="Flags" head={['Flag', 'State', 'In its life', 'Last evaluated', 'Remove by']}>
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
                          <Text size="sm" style={{ whiteSpace: 'nowrap' }}>
                            {one.environment}
                          </Text>
                        </Group>
                      ))}
                    </Stack>
                  </Table.Td>
                  <Table.Td>
                    <Life life={lifeOf(flag.name)} />
                  </Table.Td>
                  <Table.Td>{flag.last_evaluated_at ? <Time at={flag.last_evaluated_at} /> : 'never'}</Table.Td>
                  <Table.Td>{flag.remove_by ?? 'stays'}</Table.Td>
                </Table.Tr>
              ))}
            </Rows>
          )
        }
      </Fetched>
      <GoneFlagsCard flags={lifecycles.data?.filter((one) => !one.in_code) ?? []} />
    </Page>
  );
}

type LifeProps = { readonly life: FlagLifecyclesAnswer['flags'][number] | undefined };

function Life({ life }: LifeProps) {
  if (!life) return null;
  return (
    <>
      {lifecycleText(life.lifecycle)}
      {life.stale.length > 0 && (
        <Text size="sm" className="says-no">
          stale: {life.stale.map(({ kind }) => kind.replaceAll('_', ' ')).join(', ')}
        </Text>
      )}
    </>
  );
}
