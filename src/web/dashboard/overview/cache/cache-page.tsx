import { Group, SimpleGrid, Text } from '@mantine/core';
import { useSearchParams } from 'wouter';
import type { OverviewOnWire } from '#portal/contract/overview-on-wire.ts';
import { LinkButton } from '../../../design/link-button.tsx';
import { Notice } from '../../../design/notice.tsx';
import { Page } from '../../../design/page.tsx';
import { useCacheStats } from '../../api/use-cache-stats.ts';
import { Fetched } from '../../parts/fetched.tsx';
import { useHashTarget } from '../../parts/use-hash-target.ts';
import { PLACE } from '../../shell/place.ts';
import { Section } from '../section.tsx';
import { Shares } from '../share-tables.tsx';
import { readWindow, useOverview } from '../use-overview.ts';
import { CacheStats } from './cache-stats.tsx';

/** `/dashboard/overview/cache?environment=&window=`: where namespaces are answered, and how the change feed gets there. */
export function CachePage() {
  const [query] = useSearchParams();
  const environment = query.get('environment') ?? PLACE.environment;
  const window = readWindow(query.get('window'));
  const overview = useOverview(window, environment);
  const stats = useCacheStats();
  useHashTarget(!overview.isPending && !stats.isPending);
  return (
    <Page
      title="The cache"
      wide
      lead={
        <Group gap="xs" mt={4}>
          <LinkButton href={`/overview?${new URLSearchParams({ environment, window })}`} size="sm" variant="default">
            Overview of {environment}
          </LinkButton>
        </Group>
      }
    >
      <Fetched query={overview} heights={[260]}>
        {(found) => <Tiers overview={found} />}
      </Fetched>
      {environment !== PLACE.environment && (
        <Notice kind="note" title={`What follows is of ${PLACE.environment}`}>
          <Text size="sm">
            This portal knows the saas of its own environment alone; the numbers above are of {environment}.
          </Text>
        </Notice>
      )}
      <Fetched query={stats} heights={[220, 180]}>
        {(answer) => <CacheStats answer={answer} />}
      </Fetched>
    </Page>
  );
}

const WHY_TIERS =
  'Namespaces by who answered: the memory of the process (l1), Redis, or the portal, which is asked for what lies in neither. The share of the first two is the number of the overview. It falls after a deployment, after a change of the rules, and when nothing that lies there is confirmed; what is below says which of these.';

function Tiers({ overview: { cache } }: { readonly overview: OverviewOnWire }) {
  return (
    <Section id="tiers" title="Who answered" why={WHY_TIERS}>
      <SimpleGrid cols={{ base: 1, sm: 2 }} w="100%">
        <Shares title="By tier" heading="Answered by" shares={cache.by_tier} empty="Nothing was asked in this time." />
        <Shares
          title="Told to be changed"
          heading="By"
          shares={cache.invalidations}
          empty="Nothing was changed in this time."
        />
        <Shares
          title="Answers that were not kept"
          heading="Because"
          shares={cache.rejected_fills}
          empty="Every answer was kept."
        />
        <Shares
          title="Older answers that were given"
          heading="Because"
          shares={cache.stale_served}
          empty="None: every answer was a fresh one."
        />
      </SimpleGrid>
    </Section>
  );
}
