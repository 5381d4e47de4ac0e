import { Avatar, Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import type { CallToAction, GroupOnWire } from '#saas/contract/product-api.ts';
import { FetchFailure } from '../../design/fetch-failure.tsx';
import { Page } from '../../design/page.tsx';
import { SkeletonLines } from '../../design/skeleton-lines.tsx';
import { FlashNotice } from '../layout/flash-notice.tsx';
import { NotFoundPage } from '../layout/not-found-page.tsx';
import { GroupBadges } from './group-badges.tsx';
import { useGroupPage } from './use-group-page.ts';
import { useStartedFlash } from './use-started-flash.ts';

type GroupFrameProps = {
  readonly id: string;
  /** Before the group's name in the window's title. */
  readonly title?: string;
  readonly children: (group: GroupOnWire, ctas: readonly CallToAction[]) => ReactNode;
};

/** What the pages of one group have in common: its heading, its flash, and what stands there until it is known. */
export function GroupFrame({ id, title, children }: GroupFrameProps) {
  const { group, ctas, isMissing, error, again, isAsking } = useGroupPage(id);
  useStartedFlash(group);
  if (isMissing) return <NotFoundPage />;
  const name = group?.name ?? 'Group';
  return (
    <Page
      title={title ? `${title} · ${name}` : name}
      heading={group?.name ?? <Skeleton component="span" display="block" height={34} width={180} />}
      picture={<GroupPicture name={group?.name} />}
      lead={<GroupBadges group={group} ctas={ctas} />}
    >
      <FlashNotice />
      {group && children(group, ctas)}
      {!group && error && <FetchFailure error={error} onAgain={again} isAsking={isAsking} />}
      {!group && !error && <SkeletonLines heights={[118, 160]} />}
    </Page>
  );
}

function GroupPicture({ name }: { readonly name: string | undefined }) {
  if (name === undefined) return <Skeleton height={56} width={56} style={{ flex: 'none' }} />;
  return <Avatar name={name} color="violet" radius="md" size={56} aria-hidden="true" />;
}
