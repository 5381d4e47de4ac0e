import { Text } from '@mantine/core';
import { Page } from '../../design/page.tsx';
import { SignInForm } from './sign-in-form.tsx';

/** Stands where a page will be once its reader has signed in: the address stays, so that links from tickets work. */
export function SignInPage() {
  return (
    <Page title="Sign in" narrow lead="The portal’s dashboard, for staff.">
      <SignInForm />
      <Text size="sm" c="dimmed">
        No account, or no password? An admin can send you a link that works once.
      </Text>
    </Page>
  );
}
