import { type Client, OpenFeature } from '@openfeature/server-sdk';
import type { Unleash } from 'unleash-client';
import { noteFlagState } from '#kit/telemetry/flag-states.ts';
import type { FlagOverrides } from './flag-overrides.ts';
import { UnleashProvider } from './unleash-provider.ts';

let opened = 0;

/**
 * An OpenFeature client over an unleash-client. Each has a domain of its own in OpenFeature's one registry, because a
 * process can read the flags of more than one environment, as tests and `npm start` do.
 */
export async function openFlags(unleash: Unleash, overrides: FlagOverrides): Promise<Client> {
  opened += 1;
  const domain = `trialgate ${opened}`;
  await OpenFeature.setProviderAndWait(domain, new UnleashProvider(unleash, overrides));
  return OpenFeature.getClient(domain).addHooks({
    // What a flag has said is known where the request or the job fails.
    after: ({ flagKey }, { value }) => noteFlagState(flagKey, value === true),
  });
}
