import { Page } from '../../design/page.tsx';
import { SignedInOnly } from '../session/signed-in-only.tsx';
import { FirstGroupForm } from './first-group-form.tsx';

/** `/users/sign_up/groups/new`: who registered for a company or team is offered a trial with their first group. */
export function FirstGroupPage() {
  return (
    <SignedInOnly>
      <Page
        title="Create your team's first group"
        lead="It can start with Ultimate for 30 days. No credit card required."
        narrow
      >
        <FirstGroupForm />
      </Page>
    </SignedInOnly>
  );
}
