import { SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useSearchParams } from 'wouter';
import type { OverviewOnWire } from '#portal/contract/overview-on-wire.ts';
import { Notice } from '../../design/notice.tsx';
import { Page } from '../../design/page.tsx';
import { SkeletonLines } from '../../design/skeleton-lines.tsx';
import { NoProcess } from './no-process.tsx';
import { NumberCard } from './number-card.tsx';
import { type NumberName, overviewNumbers } from './overview-numbers.ts';
import { OverviewSections } from './overview-sections.tsx';
import { ProcessTable } from './process-table.tsx';
import { SilentNotice } from './silent-notice.tsx';
import { type OverviewWindow, useOverview } from './use-overview.ts';
import { WindowChoice } from './window-choice.tsx';
import './overview.css';

type OverviewPageProps = {
  /** Where a number leads that is explained on another page; the others lead to their part of this one. */
  readonly hrefs?: Partial<Readonly<Record<NumberName, string>>>;
};

/** How all processes of an environment are doing together: `?window=hour&environment=production`. */
export function OverviewPage({ hrefs = {} }: OverviewPageProps) {
  const [query] = useSearchParams();
  const window = readWindow(query.get('window'));
  const { data, error, isPlaceholderData } = useOverview(window, query.get('environment') ?? undefined);
  const hrefOf = (other: OverviewWindow) => `?${new URLSearchParams({ ...Object.fromEntries(query), window: other })}`;
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
          <Numbers overview={data} hrefs={hrefs} />
        </Stack>
      )}
    </Page>
  );
}

function readWindow(text: string | null): OverviewWindow {
  return text === 'hour' || text === 'week' ? text : 'live';
}

type NumbersProps = { readonly overview: OverviewOnWire } & Required<OverviewPageProps>;

function Numbers({ overview, hrefs }: NumbersProps) {
  if (overview.processes.length === 0 && overview.numbers.checks === null) {
    return <NoProcess environment={overview.environment} />;
  }
  return (
    <>
      <SilentNotice processes={overview.processes} />
      <Text size="sm" c="dimmed">
        {sayTime(overview)}
      </Text>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="sm">
        {overviewNumbers(overview).map(({ name, ...one }) => (
          <NumberCard key={name} {...one} href={hrefs[name] ?? `#${name}`} />
        ))}
      </SimpleGrid>
      <Title order={2}>Processes</Title>
      <ProcessTable processes={overview.processes} />
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
