import type { OverviewOnWire } from '#portal/contract/overview-on-wire.ts';
import { BreakerTable } from './breaker-table.tsx';
import { ChartOf } from './chart-of.tsx';
import { LatencyTable } from './latency-table.tsx';
import { overviewLinks } from './overview-links.ts';
import { ProcessTable } from './process-table.tsx';
import { Section } from './section.tsx';
import { CheckShares, Shares } from './share-tables.tsx';
import { StalenessTable } from './staleness-table.tsx';

type SectionsProps = { readonly overview: OverviewOnWire };

/** The charts and tables behind the numbers, each with what it means and what to do about it, or where that stands. */
export function OverviewSections({ overview }: SectionsProps) {
  return (
    <>
      <Section id="processes" title="Processes" why={WHY.processes}>
        <ProcessTable processes={overview.processes} />
        <BreakerTable breakers={overview.breakers} />
      </Section>
      <CheckSections overview={overview} />
      <ChangeSections overview={overview} />
    </>
  );
}

function CheckSections({ overview }: SectionsProps) {
  const { series } = overview;
  const links = overviewLinks(overview);
  const [cache, fallbacks] = ['Answered without the portal', 'Fallbacks'];
  const latency = { 'half of them': series.latency_p50_ms, '95 of 100': series.latency_p95_ms };
  const rates = { fallbacks: series.fallbacks_per_second, unknown: series.unknown_per_second };
  return (
    <>
      <Section id="checks" title="Checks" why={WHY.checks}>
        <ChartOf title="Checks" unit="per second" at={series.at} lines={{ checks: series.checks_per_second }} />
        <CheckShares checks={overview.checks} />
      </Section>
      <Section id="cache" title={cache} why={WHY.cache} further={{ label: 'The cache', href: links.cache }}>
        <ChartOf title={cache} unit="%" at={series.at} lines={{ share: series.hit_ratio }} />
      </Section>
      <Section id="latency" title="Time of a check" why={WHY.latency}>
        <ChartOf
          title="Time of a check"
          unit="ms"
          at={series.at}
          lines={{ ...latency, '99 of 100': series.latency_p99_ms }}
        />
        <LatencyTable places={overview.latency_by_place} />
      </Section>
      <Section
        id="fallbacks"
        title={fallbacks}
        why={WHY.fallbacks}
        further={{ label: 'What was wrong', href: links.fallbacks }}
      >
        <ChartOf title={fallbacks} unit="per second" at={series.at} lines={rates} />
        <Shares title="By reason" heading="Because" shares={overview.fallbacks_by_reason} empty="None in this time." />
      </Section>
    </>
  );
}

function ChangeSections({ overview }: SectionsProps) {
  const { series } = overview;
  const links = overviewLinks(overview);
  const [lag, backlog] = ['From a commit until every process was told', 'Provisioning'];
  const waiting = { waiting: series.provisioning_retrying, undeliverable: series.provisioning_undeliverable };
  return (
    <>
      <Section id="staleness" title="Older than a change" why={WHY.staleness}>
        <ChartOf
          title="Older than a change"
          unit="count"
          at={series.at}
          lines={{ found: series.staleness_violations }}
        />
        <StalenessTable staleness={overview.staleness} />
      </Section>
      <Section id="lag" title={lag} why={WHY.lag} further={{ label: 'The change feed', href: links.lag }}>
        <ChartOf title={lag} unit="ms" at={series.at} lines={{ '99 of 100': series.invalidation_lag_p99_ms }} />
      </Section>
      <Section
        id="provisioning"
        title={backlog}
        why={WHY.provisioning}
        further={{ label: 'What is waiting', href: links.provisioning }}
      >
        <ChartOf title={backlog} unit="count" at={series.at} lines={waiting} />
      </Section>
    </>
  );
}

const WHY = {
  processes:
    'Who tells these numbers. A process that has failed often enough to reach the portal or the store (Redis) stops trying for a moment: its breaker is open; half open: it is trying again. One process alone: look at its network; all of them: at the portal or at Redis.',
  checks: 'How often the product asks which trials a namespace may start, wherever the answer came from.',
  cache:
    'Namespaces that the process itself (l1) or Redis answered. After a deployment or a new rule set it falls for a moment.',
  latency: 'What people wait for. A jump with no fallback points at Redis; one with fallbacks at the portal.',
  fallbacks:
    'The portal was asked and could not be heard in time: an older answer (stale) or the old queries stood in. Unknown is what nobody could say; a page hides its offer then.',
  staleness:
    'A share of the changed namespaces is read again after 1, 10 and 60 seconds, in Redis and in a process. Anything but 0 is a fault, or a Redis that loses writes.',
  lag: 'How old an answer can be while all is well. It grows when a process hangs or the change feed is behind.',
  provisioning:
    'Plans that saas has not confirmed. Waiting ones are sent again by themselves; what is undeliverable waits for somebody.',
} as const;
