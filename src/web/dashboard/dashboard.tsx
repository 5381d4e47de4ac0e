import { useRoute } from 'wouter';
import { FetchFailure } from '../design/fetch-failure.tsx';
import { Page } from '../design/page.tsx';
import { SkeletonLines } from '../design/skeleton-lines.tsx';
import { type Me, useMe } from './api/use-me.ts';
import { LiveProvider } from './live/live-provider.tsx';
import { Pages } from './pages.tsx';
import { Palette } from './palette/palette.tsx';
import { InvitationPage } from './session/invitation-page.tsx';
import { SignInPage } from './session/sign-in-page.tsx';
import { SignedInContext } from './session/signed-in.ts';
import { Shell } from './shell/shell.tsx';
import { ShortcutProvider } from './shortcuts/shortcut-provider.tsx';

/** Whoever is signed in gets the pages, others the way in; the address stays the same. */
export function Dashboard() {
  const [isInvitation] = useRoute('/invitation');
  const { data: me, error, isPending, isFetching, refetch } = useMe();
  if (isInvitation && !me) return <Outside>{<InvitationPage />}</Outside>;
  if (isPending) {
    return (
      <Outside>
        <Page title="Loading" heading=" ">
          <SkeletonLines heights={[48, 160, 160]} />
        </Page>
      </Outside>
    );
  }
  if (me === undefined && error) {
    return (
      <Outside>
        <Page title="Not reached" heading="The portal does not answer">
          <FetchFailure error={error} onAgain={() => refetch()} isAsking={isFetching} />
        </Page>
      </Outside>
    );
  }
  return me ? <Inside me={me} /> : <Outside>{<SignInPage />}</Outside>;
}

function Outside({ children }: { readonly children: React.ReactNode }) {
  return <Shell>{children}</Shell>;
}

function Inside({ me }: { readonly me: Me }) {
  return (
    <SignedInContext value={me}>
      <LiveProvider>
        <ShortcutProvider>
          <Palette />
          <Shell me={me}>
            <Pages />
          </Shell>
        </ShortcutProvider>
      </LiveProvider>
    </SignedInContext>
  );
}
