import { SimpleGrid, Stack, Text } from '@mantine/core';
import { useSearchParams } from 'wouter';
import type { OverviewOnWire } from '#portal/contract/overview-on-wire.ts';
import { Notice } from '../../design/notice.tsx';
import { Page } from '../../design/page.tsx';
import { SkeletonLines } from '../../design/skeleton-lines.tsx';
import { useHashTarget } from '../parts/use-hash-target.ts';
import { NoProcess } from './no-process.tsx';
import { NumberCard } from './number-card.tsx';
import { overviewLinks } from './overview-links.ts';
import { overviewNumbers } from './overview-numbers.ts';
import { OverviewSections } from './overview-sections.tsx';
import { SilentNotice } from './silent-notice.tsx';
import { type OverviewWindow, readWindow, useOverview } from './use-overview.ts';
import { WindowChoice } from './window-choice.tsx';
import './overview.css';

/** How all processes of an environment are doing together: `?window=hour&environment=production`. */
export function OverviewPage() {
  const [query] = useSearchParams();
  const window = readWindow(query.get('window'));
  const { data, error, isPlaceholderData } = useOverview(window, query.get('environment') ?? undefined);
  const hrefOf = (other: OverviewWindow) =>
    `/overview?${new URLSearchParams({ ...Object.fromEntries(query), window: other })}`;
  return (
    <Page title="Overview" wide lead={<WindowChoice chosen={window} hrefOf={hrefOf} />}>
      {error && (
        <Notice kind="failure" title="The numbers cannot be fetched">
          {error.message} {data ? 'What stands below is older.' : ''}
        </Notice>
      )}
      {!data && !error && <SkeletonLines heights={[90, 90, 260, 260]} />}
      {data && (
        <Stack gap="lg" aria-busy={isPlaceholderData}>
          <Numbers overview={data} />
        </Stack>
      )}
    </Page>
  );
}

function Numbers({ overview }: { readonly overview: OverviewOnWire }) {
  useHashTarget(true);
  if (overview.processes.length === 0 && overview.numbers.checks === null) {
    return <NoProcess environment={overview.environment} />;
  }
  const links = overviewLinks(overview);
  return (
    <>
      <SilentNotice processes={overview.processes} />
      <Text size="sm" c="dimmed">
        {sayTime(overview)}
      </Text>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="sm">
        {overviewNumbers(overview).map(({ name, ...one }) => (
          <NumberCard key={name} {...one} href={links[name]} />
        ))}
      </SimpleGrid>
      <OverviewSections overview={overview} />
    </>
  );
}

const SPANS: Readonly<Record<OverviewWindow, string>> = { live: 'minute', hour: 'hour', week: 'week' };

function sayTime({ environment, window, until, processes }: OverviewOnWire): string {
  const heard = processes.filter(({ state }) => state === 'heard').length;
  const time = new Date(until).toLocaleTimeString();
  const of = heard === 1 ? 'one process' : `${heard} processes`;
  return `The last ${SPANS[window]} of ${environment}, until ${time}: the sum over ${of} and those that have stopped.`;
}
