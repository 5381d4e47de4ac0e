import { Code, Table } from '@mantine/core';
import { Link } from 'wouter';
import type { ListedRollout } from '#portal/contract/rollout-answers.ts';
import { EmptyState } from '../../design/empty-state.tsx';
import { Page } from '../../design/page.tsx';
import { useRollouts } from '../api/use-rollouts.ts';
import { Fetched } from '../parts/fetched.tsx';
import { Rows } from '../parts/rows.tsx';
import { Time } from '../parts/time.tsx';
import { HowToStart } from './how-to-start.tsx';
import { InterlocksCard } from './interlocks-card.tsx';
import { PhaseBadge } from './phase-badge.tsx';

/** `/dashboard/rollouts` */
export function RolloutsPage() {
  const rollouts = useRollouts();
  return (
    <Page title="Rollouts" wide lead="Flags that are widened step by step, and go back by themselves.">
      <Fetched query={rollouts} heights={[260]}>
        {(all) => (all.length === 0 ? <NoRollout /> : <RolloutRows rollouts={all} />)}
      </Fetched>
      <InterlocksCard />
    </Page>
  );
}

function NoRollout() {
  return (
    <EmptyState icon="rocket" title="There was no rollout yet" next={<HowToStart flag="<flag>" />}>
      A plan lies in <Code>rollouts/&lt;flag&gt;.yml</Code> beside the code, and is started on the command line:
    </EmptyState>
  );
}

function RolloutRows({ rollouts }: { readonly rollouts: readonly ListedRollout[] }) {
  const isNewest = ({ id, flag }: ListedRollout) => rollouts.find((one) => one.flag === flag)?.id === id;
  const hrefOf = (one: ListedRollout) => `/rollouts/${one.flag}${isNewest(one) ? '' : `?id=${one.id}`}`;
  return (
    <Rows label="Rollouts" head={['Flag', 'State', 'Where it is', 'Started', 'Over since']}>
      {rollouts.map((one) => (
        <Table.Tr key={one.id}>
          <Table.Td>
            <Link href={hrefOf(one)} className="mono">
              {one.flag}
            </Link>
          </Table.Td>
          <Table.Td>
            <PhaseBadge phase={one.phase} />
          </Table.Td>
          <Table.Td className="long">{one.now}</Table.Td>
          <Table.Td>
            <Time at={one.started_at} />
          </Table.Td>
          <Table.Td>{one.finished_at ? <Time at={one.finished_at} /> : '–'}</Table.Td>
        </Table.Tr>
      ))}
    </Rows>
  );
}
