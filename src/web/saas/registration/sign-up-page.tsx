import { Anchor, Text } from '@mantine/core';
import { Link, useSearch } from 'wouter';
import { Page } from '../../design/page.tsx';
import { withMarketingSource } from '../session/marketing-source.ts';
import { SignedOutOnly } from '../session/signed-out-only.tsx';
import { RegistrationForm } from './registration-form.tsx';

/** `/users/sign_up`: an account on the free plan. */
export function SignUpPage() {
  const search = useSearch();
  return (
    <SignedOutOnly otherwise="/">
      <Page title="Create an account" lead="Free, for as long as you like." narrow>
        <RegistrationForm type="free" />
        <Text size="sm">
          Already have an account?{' '}
          <Anchor component={Link} href="/users/sign_in" inherit underline="always">
            Sign in
          </Anchor>
          . Want to try Ultimate?{' '}
          <Anchor
            component={Link}
            href={withMarketingSource('/-/trial_registrations/new', search)}
            inherit
            underline="always"
          >
            Start a free trial
          </Anchor>
          .
        </Text>
      </Page>
    </SignedOutOnly>
  );
}
