import { Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { OverviewOnWire } from '#portal/contract/overview-on-wire.ts';
import { BreakerTable } from './breaker-table.tsx';
import { Chart } from './chart.tsx';
import type { ChartProps } from './chart-series.ts';
import type { NumberName } from './overview-numbers.ts';
import { CheckShares, Shares } from './share-tables.tsx';

type SectionProps = {
  readonly name: NumberName;
  readonly title: string;
  readonly why: string;
  readonly children: ReactNode;
};

/** What explains a number, where its link leads. */
function Section({ name, title, why, children }: SectionProps) {
  return (
    <Paper withBorder p="lg" component="section" id={name} aria-label={title} className="overview-section">
      <Stack gap="sm">
        <Title order={2}>{title}</Title>
        <Text size="sm" c="dimmed">
          {why}
        </Text>
        {children}
      </Stack>
    </Paper>
  );
}

/** The charts and tables behind the numbers, each with what it means and what to do about it. */
export function OverviewSections({ overview }: { readonly overview: OverviewOnWire }) {
  const { series } = overview;
  const chart = (
    title: string,
    unit: ChartProps['unit'],
    lines: Readonly<Record<string, readonly (number | null)[]>>,
  ) => (
    <Chart
      title={title}
      unit={unit}
      at={series.at}
      series={Object.entries(lines).map(([label, values]) => ({ label, values }))}
    />
  );
  return (
    <>
      <Section name="checks" title="Checks" why={WHY.checks}>
        {chart('Checks', 'per second', { checks: series.checks_per_second })}
        <CheckShares checks={overview.checks} />
      </Section>
      <Section name="cache" title="Answered without the portal" why={WHY.cache}>
        {chart('Answered without the portal', '%', { share: series.hit_ratio })}
      </Section>
      <Section name="latency" title="Time of a check" why={WHY.latency}>
        {chart('Time of a check', 'ms', {
          ...{ 'half of them': series.latency_p50_ms, '95 of 100': series.latency_p95_ms },
          '99 of 100': series.latency_p99_ms,
        })}
      </Section>
      <Section name="fallbacks" title="Fallbacks" why={WHY.fallbacks}>
        {chart('Fallbacks', 'per second', {
          fallbacks: series.fallbacks_per_second,
          unknown: series.unknown_per_second,
        })}
        <Shares title="By reason" heading="Because" shares={overview.fallbacks_by_reason} empty="None in this time." />
      </Section>
      <Section name="breakers" title="Circuit breakers" why={WHY.breakers}>
        <BreakerTable breakers={overview.breakers} />
      </Section>
      <Section name="staleness" title="Older than a change" why={WHY.staleness}>
        {chart('Older than a change', 'count', { found: series.staleness_violations })}
      </Section>
      <Section name="lag" title="From a commit until every process was told" why={WHY.lag}>
        {chart('From a commit until every process was told', 'ms', { '99 of 100': series.invalidation_lag_p99_ms })}
      </Section>
      <Section name="provisioning" title="Provisioning" why={WHY.provisioning}>
        {chart('Provisioning', 'count', {
          ...{ waiting: series.provisioning_retrying, undeliverable: series.provisioning_undeliverable },
        })}
      </Section>
    </>
  );
}

const WHY: Readonly<Record<NumberName, string>> = {
  checks: 'How often the product asks which trials a namespace may start, wherever the answer came from.',
  cache:
    'Namespaces that the process itself (l1) or Redis answered. After a deployment or a new rule set it falls for a moment.',
  latency: 'What people wait for. A jump with no fallback points at Redis; one with fallbacks at the portal.',
  fallbacks:
    'The portal was asked and could not be heard in time: an older answer (stale) or the old queries stood in. Unknown is what nobody could say; a page hides its offer then.',
  breakers:
    'A process that has failed often enough to reach the portal or the store stops trying for a moment. Half open: it is trying again.',
  staleness:
    'A share of the changed namespaces is read again after 1, 10 and 60 seconds. Anything but 0 is a fault, or a Redis that loses writes: "trialgate cache audit --from 1 --to 100000" finds out.',
  lag: 'How old an answer can be while all is well. It grows when a process hangs or the change feed is behind.',
  provisioning:
    'Plans that saas has not confirmed. Waiting ones are sent again by themselves; what is undeliverable waits for somebody: "trialgate provisioning list --state undeliverable".',
};
