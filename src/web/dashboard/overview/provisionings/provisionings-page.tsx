import { Button, Group, Stack, Text } from '@mantine/core';
import { useSearchParams } from 'wouter';
import { EmptyState } from '../../../design/empty-state.tsx';
import { FetchFailure } from '../../../design/fetch-failure.tsx';
import { LinkButton } from '../../../design/link-button.tsx';
import { Page } from '../../../design/page.tsx';
import { SkeletonLines } from '../../../design/skeleton-lines.tsx';
import { type Unsettled, useUnsettledProvisionings } from '../../api/use-provisionings.ts';
import { ProvisioningRows } from './provisioning-rows.tsx';

const CHOICES: readonly (readonly [Unsettled, string])[] = [
  ['waiting', 'Waiting'],
  ['undeliverable', 'Undeliverable'],
];

const WHAT: Readonly<Record<Unsettled, string>> = {
  waiting:
    'Due, and saas has not confirmed them. They are sent again by themselves, at most about six hours after the last time; many attempts mean that saas is away, or answers 429 or 5xx.',
  undeliverable:
    'saas has refused them for good. Usual causes: the namespace was deleted or is a subgroup, and there is nothing to do; or saas refused a value, which is mended there first. Then they are sent again on somebody’s word.',
};

const NOTHING: Readonly<Record<Unsettled, string>> = {
  waiting: 'saas has confirmed every plan that is due.',
  undeliverable: 'saas has refused no plan, or everything it refused was sent again.',
};

/** `/dashboard/overview/provisionings?state=`: the trials and purchases of which saas does not know yet. */
export function ProvisioningsPage() {
  const [query] = useSearchParams();
  const state: Unsettled = query.get('state') === 'undeliverable' ? 'undeliverable' : 'waiting';
  const unsettled = useUnsettledProvisionings(state);
  const found = unsettled.data?.pages.flat();
  return (
    <Page title="Provisioning" wide lead={<StateChoice chosen={state} />}>
      <Text c="dimmed">{WHAT[state]}</Text>
      {unsettled.isPending && <SkeletonLines heights={[240]} />}
      {unsettled.error && (
        <FetchFailure error={unsettled.error} onAgain={() => unsettled.refetch()} isAsking={unsettled.isFetching} />
      )}
      {found?.length === 0 && (
        <EmptyState icon="check" title={state === 'waiting' ? 'Nothing waits' : 'Nothing is undeliverable'}>
          {NOTHING[state]}
        </EmptyState>
      )}
      {found && found.length > 0 && (
        <Stack gap="sm" align="flex-start">
          <ProvisioningRows provisionings={found} />
          {unsettled.hasNextPage && (
            <Button variant="default" loading={unsettled.isFetchingNextPage} onClick={() => unsettled.fetchNextPage()}>
              More
            </Button>
          )}
        </Stack>
      )}
    </Page>
  );
}

/** Links, so that what somebody looks at can be sent to somebody else. */
function StateChoice({ chosen }: { readonly chosen: Unsettled }) {
  return (
    <Group gap="xs" component="nav" aria-label="State">
      {CHOICES.map(([state, label]) => (
        <LinkButton
          key={state}
          href={`/overview/provisionings?state=${state}`}
          size="sm"
          variant={state === chosen ? 'filled' : 'default'}
          {...(state === chosen ? { 'aria-current': 'true' as const } : {})}
        >
          {label}
        </LinkButton>
      ))}
    </Group>
  );
}
