import { Text } from '@mantine/core';
import type { CacheStatsOnWire } from '#saas/contract/cache-stats-on-wire.ts';
import { Notice } from '../../../design/notice.tsx';
import type { CacheStatsAnswer } from '../../api/use-cache-stats.ts';
import { Facts } from '../../parts/facts.tsx';
import { PlainTable } from '../plain-table.tsx';
import { sayDuration } from '../say-value.ts';
import { Section } from '../section.tsx';
import { sayConfirmed, sayReader } from './cache-texts.ts';

const WHY_FEED =
  'One process of saas reads the portal’s changes for all of them, writes them into Redis and tells the others. The time from a commit until every process was told is how long that takes: it grows when that process is slow or gone, and when another does not acknowledge.';
const WHY_PROCESSES =
  'Who has used this cache within a minute. A change is told when each has acknowledged it; one that is behind holds it up, and keeps nothing in its own memory meanwhile.';

/** How changes get into the cache, and who takes part; in its place, why that is not known. */
export function CacheStats({ answer: { stats, because } }: { readonly answer: CacheStatsAnswer }) {
  return (
    <>
      <Section id="feed" title="The change feed" why={WHY_FEED}>
        {stats ? <Feed stats={stats} /> : <NotTold because={because} />}
      </Section>
      {stats && (
        <Section id="members" title="Processes that take part" why={WHY_PROCESSES}>
          <Members stats={stats} />
        </Section>
      )}
    </>
  );
}

function NotTold({ because }: { readonly because: string | null }) {
  return (
    <Notice kind="warning" title="saas has not told how its cache is">
      <Text size="sm">{because}</Text>
    </Notice>
  );
}

function Feed({ stats }: { readonly stats: CacheStatsOnWire }) {
  return (
    <>
      {stats.soft_because !== null && (
        <Notice kind="warning" title="Nothing that lies there is served as it is">
          <Text size="sm">{sayConfirmed(stats)}</Text>
        </Notice>
      )}
      {stats.warnings.map((warning) => (
        <Notice key={warning} kind="warning">
          {warning}
        </Notice>
      ))}
      <Facts
        rows={[
          ['Holds', sayConfirmed(stats)],
          ['Read by', sayReader(stats)],
          ['Read up to', stats.cursor ?? 'no place yet'],
          ['Portal', `epoch ${stats.epoch}, rule set ${stats.rule_set}`],
          ['Store', `${stats.store}, generation ${stats.generation || '-'}`],
          ['Messages', `${stats.messages} so far`],
        ]}
      />
    </>
  );
}

function Members({ stats }: { readonly stats: CacheStatsOnWire }) {
  const rows = stats.processes.map((one) => [
    one.process,
    one.acknowledged === null ? 'not now' : 'yes',
    one.behind === null ? '-' : String(one.behind),
    `${sayDuration(one.seen_ms_ago)} ago`,
  ]);
  return (
    <PlainTable
      caption="Processes that take part"
      headings={['Process', 'Keeps answers itself', 'Messages behind', 'Heard']}
      rows={rows}
      empty="No process has used it within a minute."
    />
  );
}
