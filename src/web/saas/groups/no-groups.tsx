import { Group } from '@mantine/core';
import { EmptyState } from '../../design/empty-state.tsx';
import { LinkButton } from '../../design/link-button.tsx';

export function NoGroups() {
  return (
    <EmptyState
      icon="group"
      title="You are not in a group yet"
      next={
        <Group justify="center">
          <LinkButton href="/groups/new">Create a group</LinkButton>
          <LinkButton href="/-/trials/new" variant="default">
            Start an Ultimate trial
          </LinkButton>
        </Group>
      }
    >
      Groups hold a team's work and its plan. A trial belongs to a group too.
    </EmptyState>
  );
}
