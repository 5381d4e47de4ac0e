import { QueryClientProvider } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Route, Switch } from 'wouter';
import { createQueryClient } from '../api/query-client.ts';
import { DesignProvider } from '../design/design-provider.tsx';
import { PageShell } from '../design/page-shell.tsx';
import { BillingPage } from './billing/billing-page.tsx';
import { GroupPage } from './groups/group-page.tsx';
import { GroupsPage } from './groups/groups-page.tsx';
import { NewGroupPage } from './groups/new-group-page.tsx';
import { FlashProvider } from './layout/flash-provider.tsx';
import { NotFoundPage } from './layout/not-found-page.tsx';
import { UserMenu } from './layout/user-menu.tsx';
import { FirstGroupPage } from './registration/first-group-page.tsx';
import { SignUpPage } from './registration/sign-up-page.tsx';
import { TrialRegistrationPage } from './registration/trial-registration-page.tsx';
import { SignInPage } from './session/sign-in-page.tsx';
import { useIsSignedIn } from './session/use-is-signed-in.ts';
import { NewTrialPage } from './trials/new-trial-page.tsx';

export function App() {
  const isSignedIn = useIsSignedIn();
  // Each session begins with an empty memory, so that nobody meets what was fetched for somebody else.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the session that it is made for
  const queries = useMemo(createQueryClient, [isSignedIn]);
  return (
    <QueryClientProvider client={queries}>
      <DesignProvider>
        <FlashProvider>
          <PageShell menu={<UserMenu />}>
            <Pages />
          </PageShell>
        </FlashProvider>
      </DesignProvider>
    </QueryClientProvider>
  );
}

/** The same paths as in `src/saas/pages/page-paths.ts`. */
function Pages() {
  return (
    <Switch>
      <Route path="/" component={GroupsPage} />
      <Route path="/users/sign_up" component={SignUpPage} />
      <Route path="/users/sign_up/groups/new" component={FirstGroupPage} />
      <Route path="/users/sign_in" component={SignInPage} />
      <Route path="/-/trial_registrations/new" component={TrialRegistrationPage} />
      <Route path="/-/trials/new" component={NewTrialPage} />
      <Route path="/groups/new" component={NewGroupPage} />
      <Route path="/groups/:id">{({ id }) => <GroupPage key={id} id={id} />}</Route>
      <Route path="/groups/:id/-/billing">{({ id }) => <BillingPage key={id} id={id} />}</Route>
      <Route component={NotFoundPage} />
    </Switch>
  );
}
