import { Anchor, Text } from '@mantine/core';
import { Link } from 'wouter';
import { Page } from '../../design/page.tsx';
import { SignInForm } from './sign-in-form.tsx';
import { SignedOutOnly } from './signed-out-only.tsx';

/** `/users/sign_in` */
export function SignInPage() {
  return (
    <SignedOutOnly otherwise="/">
      <Page title="Sign in" narrow>
        <SignInForm />
        <Text size="sm">
          No account yet?{' '}
          <Anchor component={Link} href="/users/sign_up" inherit underline="always">
            Create one
          </Anchor>{' '}
          or{' '}
          <Anchor component={Link} href="/-/trial_registrations/new" inherit underline="always">
            start a free trial
          </Anchor>
          .
        </Text>
      </Page>
    </SignedOutOnly>
  );
}
