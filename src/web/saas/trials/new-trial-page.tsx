import { useSearch } from 'wouter';
import { FetchFailure } from '../../design/fetch-failure.tsx';
import { Page } from '../../design/page.tsx';
import { SkeletonLines } from '../../design/skeleton-lines.tsx';
import { useEligibleNamespaces } from '../api/use-eligible-namespaces.ts';
import { useGroups } from '../api/use-groups.ts';
import { usePerson } from '../api/use-person.ts';
import { withMarketingSource } from '../session/marketing-source.ts';
import { SignedInOnly } from '../session/signed-in-only.tsx';
import { AccessPage } from './access-page.tsx';
import { gateTrial } from './gate-trial.ts';
import { TrialForm } from './trial-form.tsx';
import { UnknownNotice } from './unknown-notice.tsx';

/** `/-/trials/new`: whoever is not signed in registers for a trial instead. */
export function NewTrialPage() {
  const search = useSearch();
  return (
    <SignedInOnly otherwise={withMarketingSource('/-/trial_registrations/new', search)}>
      <NewTrial asked={new URLSearchParams(search).get('namespace_id')} />
    </SignedInOnly>
  );
}

/** Waits for everything that the form shows, so that nothing in it changes under the reader's hands. */
function NewTrial({ asked }: { readonly asked: string | null }) {
  const person = usePerson();
  const groups = useGroups();
  const eligible = useEligibleNamespaces();
  const isWaiting = person.isPending || groups.isPending || eligible.isPending;
  const gate = isWaiting ? undefined : gateTrial(eligible.data, groups.data ?? [], asked);
  if (gate?.kind === 'closed') return <AccessPage sentence={gate.sentence} />;
  return (
    <Page title="Start your free trial" lead="Ultimate for one of your groups. No credit card required." narrow>
      {person.error && !person.data && (
        <FetchFailure error={person.error} onAgain={person.refetch} isAsking={person.isFetching} />
      )}
      {gate && gate.answer.unknown.length > 0 && (
        <UnknownNotice onAgain={() => eligible.refetch()} isAsking={eligible.isFetching} />
      )}
      {gate && person.data && (
        <TrialForm person={person.data} answer={gate.answer} groups={groups.data ?? []} asked={asked} />
      )}
      {isWaiting && <SkeletonLines heights={[66, 66, 66, 66, 66, 42]} />}
    </Page>
  );
}
