import { Page } from '../../design/page.tsx';
import { SignedInOnly } from '../session/signed-in-only.tsx';
import { NewGroupForm } from './new-group-form.tsx';

/** `/groups/new` */
export function NewGroupPage() {
  return (
    <SignedInOnly>
      <Page title="Create a group" lead="A new group is on the Free plan." narrow>
        <NewGroupForm />
      </Page>
    </SignedInOnly>
  );
}
