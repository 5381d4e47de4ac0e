import { Anchor, Text } from '@mantine/core';
import { Link, useSearch } from 'wouter';
import { Page } from '../../design/page.tsx';
import { withMarketingSource } from '../session/marketing-source.ts';
import { SignedOutOnly } from '../session/signed-out-only.tsx';
import { RegistrationForm } from './registration-form.tsx';

/** `/-/trial_registrations/new`: an account, a first group and its trial. Whoever is signed in takes the trial form. */
export function TrialRegistrationPage() {
  const search = useSearch();
  const trialForm = withMarketingSource('/-/trials/new', search);
  return (
    <SignedOutOnly otherwise={trialForm}>
      <Page title="Start your free trial" lead="Ultimate for 30 days. No credit card required." narrow>
        <RegistrationForm type="trial" />
        <Text size="sm">
          Already have an account?{' '}
          <Anchor
            component={Link}
            href={`/users/sign_in?redirect_to=${encodeURIComponent(trialForm)}`}
            inherit
            underline="always"
          >
            Sign in
          </Anchor>
        </Text>
      </Page>
    </SignedOutOnly>
  );
}
