import { Group } from '@mantine/core';
import { EmptyState } from '../../design/empty-state.tsx';
import { LinkButton } from '../../design/link-button.tsx';
import { Page } from '../../design/page.tsx';

/** For a group that may not start a trial: why, and what there is to do instead. */
export function AccessPage({ sentence }: { readonly sentence: string }) {
  return (
    <Page title="This group cannot start a trial">
      <EmptyState
        icon="note"
        title="No trial for this group"
        next={
          <Group justify="center">
            <LinkButton href="/-/trials/new">Choose another group</LinkButton>
            <LinkButton href="/" variant="default">
              Your groups
            </LinkButton>
          </Group>
        }
      >
        {sentence}
      </EmptyState>
    </Page>
  );
}
