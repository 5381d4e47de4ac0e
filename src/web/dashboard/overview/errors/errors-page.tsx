import { Group, Text } from '@mantine/core';
import { useSearchParams } from 'wouter';
import type { OverviewOnWire } from '#portal/contract/overview-on-wire.ts';
import { Card } from '../../../design/card.tsx';
import { LinkButton } from '../../../design/link-button.tsx';
import { Page } from '../../../design/page.tsx';
import { Fetched } from '../../parts/fetched.tsx';
import { PLACE } from '../../shell/place.ts';
import { sayValue } from '../say-value.ts';
import { readWindow, useOverview } from '../use-overview.ts';
import { FallbackRows } from './fallback-rows.tsx';
import { TrackedErrorsCard } from './tracked-errors-card.tsx';

/** `/dashboard/overview/errors?environment=&window=&days=`: why the portal was not heard, and what nobody foresaw. */
export function ErrorsPage() {
  const [query] = useSearchParams();
  const environment = query.get('environment') ?? PLACE.environment;
  const window = readWindow(query.get('window'));
  const overview = useOverview(window, environment);
  const same = new URLSearchParams({ environment, window });
  return (
    <Page
      title="Fallbacks and errors"
      wide
      lead={
        <Group gap="xs" mt={4}>
          <LinkButton href={`/overview?${same}`} size="sm" variant="default">
            Overview of {environment}
          </LinkButton>
          <LinkButton href={`/comparisons?${new URLSearchParams({ environment })}`} size="sm" variant="default">
            Old and new answers compared
          </LinkButton>
        </Group>
      }
    >
      <Fetched query={overview} heights={[180]}>
        {(found) => <FallbacksCard overview={found} />}
      </Fetched>
      <TrackedErrorsCard environment={environment} />
    </Page>
  );
}

const SPANS = { live: 'the last minute', hour: 'the last hour', week: 'the last week' } as const;

function FallbacksCard({ overview }: { readonly overview: OverviewOnWire }) {
  const { numbers, window, environment, fallbacks_by_reason: reasons } = overview;
  const unknown = sayValue(numbers.unknown_per_second, 'per second');
  return (
    <Card title="Why the portal was not heard">
      <Text size="sm" c="dimmed">
        Checks in {SPANS[window]} in {environment} that an older answer or the old queries had to answer. Not known to
        anybody: {unknown}.
      </Text>
      <FallbackRows reasons={reasons} isHeard={numbers.checks !== null} />
    </Card>
  );
}
