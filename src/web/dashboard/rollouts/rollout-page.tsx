import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'wouter';
import type { DescribedRollout } from '#portal/contract/rollout-answers.ts';
import { EmptyState } from '../../design/empty-state.tsx';
import { Notice } from '../../design/notice.tsx';
import { Page } from '../../design/page.tsx';
import { useRollout } from '../api/use-rollouts.ts';
import { Fetched } from '../parts/fetched.tsx';
import { Time } from '../parts/time.tsx';
import { AnnouncementsCard } from './announcements-card.tsx';
import { ChecklistCard } from './checklist-card.tsx';
import { EventsCard } from './events-card.tsx';
import { ExposedCard } from './exposed-card.tsx';
import { GatesCard } from './gates-card.tsx';
import { HowToStart } from './how-to-start.tsx';
import { InterlocksCard } from './interlocks-card.tsx';
import { NowCard } from './now-card.tsx';
import { PeopleCard } from './people-card.tsx';
import { PlanCard } from './plan-card.tsx';
import { ReasonOwed } from './reason-owed.tsx';
import { StepsCard } from './steps-card.tsx';
import './rollouts.css';

type RolloutPageProps = {
  readonly flag: string;
  /** The steps of the flag's going, which its rollout carries through once everybody has it. */
  readonly cleanup: ReactNode;
};

/** `/dashboard/rollouts/:flag?id=`: the newest rollout of a flag, or an older one. */
export function RolloutPage({ flag, cleanup }: RolloutPageProps) {
  const [params] = useSearchParams();
  const id = Number(params.get('id') ?? Number.NaN);
  const older = Number.isSafeInteger(id) && id > 0 ? id : undefined;
  const rollout = useRollout(flag, older);
  return (
    <Page
      title={`Rollout of ${flag}`}
      heading={
        <>
          Rollout of <span className="mono">{flag}</span>
        </>
      }
      wide
      lead={<Lead flag={flag} rollout={rollout.data ?? undefined} />}
    >
      <Fetched query={rollout} heights={[150, 260, 260]}>
        {(found) =>
          found === null ? (
            <NoRollout flag={flag} />
          ) : (
            <RolloutContent key={found.id} rollout={found} isOlder={older !== undefined} cleanup={cleanup} />
          )
        }
      </Fetched>
    </Page>
  );
}

type LeadProps = { readonly flag: string; readonly rollout: DescribedRollout | undefined };

function Lead({ flag, rollout }: LeadProps) {
  return (
    <>
      <Link href={`/flags/${flag}`}>The flag</Link> · <Link href="/rollouts">All rollouts</Link>
      {rollout && (
        <>
          {' '}
          · started <Time at={rollout.started_at} /> by plan{' '}
          <span className="mono">{rollout.plan_hash.slice(0, 12)}</span>
        </>
      )}
    </>
  );
}

function NoRollout({ flag }: { readonly flag: string }) {
  return (
    <EmptyState icon="rocket" title="There was no rollout of this flag yet" next={<HowToStart flag={flag} />}>
      Its plan lies in <span className="mono">rollouts/{flag}.yml</span> and is started on the command line:
    </EmptyState>
  );
}

type RolloutContentProps = {
  readonly rollout: DescribedRollout;
  readonly isOlder: boolean;
} & Pick<RolloutPageProps, 'cleanup'>;

function RolloutContent({ rollout, isOlder, cleanup }: RolloutContentProps) {
  return (
    <>
      {isOlder && <OlderNotice flag={rollout.flag} />}
      <ReasonOwed rollout={rollout} isOlder={isOlder} />
      <NowCard rollout={rollout} isOlder={isOlder} />
      {rollout.phase === 'completed' && !isOlder && cleanup}
      <StepsCard rollout={rollout} />
      <GatesCard rollout={rollout} />
      <ExposedCard rollout={rollout} />
      <PeopleCard rollout={rollout} />
      <InterlocksCard />
      <ChecklistCard rollout={rollout} isOlder={isOlder} />
      <EventsCard rollout={rollout} />
      <AnnouncementsCard rollout={rollout} />
      <PlanCard rollout={rollout} />
    </>
  );
}

function OlderNotice({ flag }: { readonly flag: string }) {
  return (
    <Notice kind="note" title="This is an older rollout">
      <Text size="sm">
        It stays as it was. <Link href={`/rollouts/${flag}`}>The newest of this flag</Link>
      </Text>
    </Notice>
  );
}
