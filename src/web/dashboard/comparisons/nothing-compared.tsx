import { Code, Stack, Text } from '@mantine/core';
import { EmptyState } from '../../design/empty-state.tsx';
import { LinkButton } from '../../design/link-button.tsx';

/** How to begin. */
export function NothingCompared({ days }: { readonly days: string }) {
  return (
    <EmptyState
      icon="scales"
      title="Nothing has been compared here"
      next={
        <Stack gap="sm" align="center">
          <LinkButton href="/flags/compare_trial_eligibility" size="sm">
            Switch compare_trial_eligibility on
          </LinkButton>
          <Text size="sm">
            or, without traffic: <Code>trialgate shadow run</Code>
          </Text>
        </Stack>
      }
    >
      No product has told of a comparison in the last {days === '1' ? 'day' : `${days} days`}. With the flag on, each
      answer is compared after the caller has it: nobody waits, and no answer changes.
    </EmptyState>
  );
}
