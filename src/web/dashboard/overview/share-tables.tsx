import { SimpleGrid, Stack, Title } from '@mantine/core';
import type { OverviewOnWire } from '#portal/contract/overview-on-wire.ts';
import { PlainTable } from './plain-table.tsx';
import { sayValue } from './say-value.ts';

type Share = OverviewOnWire['checks']['by_tier'][number];
type SharesProps = {
  readonly title: string;
  readonly heading: string;
  readonly shares: readonly Share[];
  readonly empty: string;
};

/** What a rate is made of, the most frequent first. */
export function Shares({ title, heading, shares, empty }: SharesProps) {
  const rows = shares.map((one) => [one.name, sayValue(one.per_second, 'per second')]);
  return (
    <Stack gap={6}>
      <Title order={3} size="sm">
        {title}
      </Title>
      <PlainTable caption={title} headings={[heading, 'Rate']} rows={rows} empty={empty} />
    </Stack>
  );
}

/** Checks by what the flag chose, by where in the product, and by where the answer came from. */
export function CheckShares({ checks }: { readonly checks: OverviewOnWire['checks'] }) {
  const empty = 'No checks in this time.';
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }} w="100%">
      <Shares title="By tier" heading="Answered by" shares={checks.by_tier} empty={empty} />
      <Shares title="By place" heading="Asked in" shares={checks.by_place} empty={empty} />
      <Shares title="By method" heading="Chosen by the flag" shares={checks.by_method} empty={empty} />
    </SimpleGrid>
  );
}
