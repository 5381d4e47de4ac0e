import { Group } from '@mantine/core';
import { FetchFailure } from '../../design/fetch-failure.tsx';
import { LinkButton } from '../../design/link-button.tsx';
import { Page } from '../../design/page.tsx';
import { SkeletonLines } from '../../design/skeleton-lines.tsx';
import { useGroups } from '../api/use-groups.ts';
import { SignedInOnly } from '../session/signed-in-only.tsx';
import { GroupList } from './group-list.tsx';
import { NoGroups } from './no-groups.tsx';

/** `/`: the groups of whoever is signed in. */
export function GroupsPage() {
  return (
    <SignedInOnly>
      <Page title="Your groups">
        <Groups />
      </Page>
    </SignedInOnly>
  );
}

function Groups() {
  const { data: groups, error, refetch, isFetching } = useGroups();
  if (!groups && error) return <FetchFailure error={error} onAgain={refetch} isAsking={isFetching} />;
  if (!groups) return <SkeletonLines heights={[70, 70]} />;
  if (groups.length === 0) return <NoGroups />;
  return (
    <>
      <GroupList groups={groups} />
      <Group>
        <LinkButton href="/groups/new">New group</LinkButton>
      </Group>
    </>
  );
}
