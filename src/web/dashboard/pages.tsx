import { Redirect, Route, Switch } from 'wouter';
import { AuditPage } from './audit/audit-page.tsx';
import { BillingAccountPage } from './billing/billing-account-page.tsx';
import { BillingAccountsPage } from './billing/billing-accounts-page.tsx';
import { CustomerPage } from './billing/customer-page.tsx';
import { DriftPage } from './billing/drift-page.tsx';
import { ComparisonsPage } from './comparisons/comparisons-page.tsx';
import { CleanupCard } from './flags/cleanup-card.tsx';
import { FlagPage } from './flags/flag-page.tsx';
import { FlagsPage } from './flags/flags-page.tsx';
import { NamespacePage } from './namespaces/namespace-page.tsx';
import { SearchPage } from './namespaces/search-page.tsx';
import { CachePage } from './overview/cache/cache-page.tsx';
import { ErrorsPage } from './overview/errors/errors-page.tsx';
import { OverviewPage } from './overview/overview-page.tsx';
import { ProvisioningsPage } from './overview/provisionings/provisionings-page.tsx';
import { AccountPage } from './people/account-page.tsx';
import { PeoplePage } from './people/people-page.tsx';
import { PersonPage } from './people/person-page.tsx';
import { RolloutPage } from './rollouts/rollout-page.tsx';
import { RolloutsPage } from './rollouts/rollouts-page.tsx';
import { RunningRolloutNotice } from './rollouts/running-rollout-notice.tsx';
import { RulePage } from './rules/rule-page.tsx';
import { RulesPage } from './rules/rules-page.tsx';
import { TrialTypePage } from './rules/trial-type-page.tsx';
import { NotFoundPage } from './shell/not-found-page.tsx';

/** The same paths as in `src/portal/pages/page-paths.ts`. */
export function Pages() {
  return (
    <Switch>
      <Route path="/">{<Redirect to="/namespaces" replace />}</Route>
      <Route path="/invitation">{<Redirect to="/namespaces" replace />}</Route>
      <Route path="/overview" component={OverviewPage} />
      <Route path="/overview/cache" component={CachePage} />
      <Route path="/overview/errors" component={ErrorsPage} />
      <Route path="/overview/provisionings" component={ProvisioningsPage} />
      <Route path="/namespaces" component={SearchPage} />
      <Route path="/namespaces/:id">{({ id }) => <NamespacePage key={id} id={id} />}</Route>
      <Route path="/flags" component={FlagsPage} />
      <Route path="/flags/:flag">
        {({ flag }) => <FlagPage key={flag} name={flag} notice={<RunningRolloutNotice flag={flag} />} />}
      </Route>
      <Route path="/rollouts" component={RolloutsPage} />
      <Route path="/rollouts/:flag">
        {({ flag }) => <RolloutPage key={flag} flag={flag} cleanup={<CleanupCard flag={flag} />} />}
      </Route>
      <Route path="/comparisons" component={ComparisonsPage} />
      <Route path="/rules" component={RulesPage} />
      <Route path="/rules/:code">{({ code }) => <RulePage key={code} code={code} />}</Route>
      <Route path="/trial_types/:type">{({ type }) => <TrialTypePage key={type} type={type} />}</Route>
      <Route path="/billing_accounts" component={BillingAccountsPage} />
      <Route path="/billing_accounts/drift" component={DriftPage} />
      <Route path="/billing_accounts/:id">{({ id }) => <BillingAccountPage key={id} id={id} />}</Route>
      <Route path="/customers/:id">{({ id }) => <CustomerPage key={id} id={id} />}</Route>
      <Route path="/audit" component={AuditPage} />
      <Route path="/people" component={PeoplePage} />
      <Route path="/people/:id">{({ id }) => <PersonPage key={id} id={id} />}</Route>
      <Route path="/account" component={AccountPage} />
      <Route component={NotFoundPage} />
    </Switch>
  );
}
