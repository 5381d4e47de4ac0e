import { createTrialEligibility, type TrialEligibility, type TrialEligibilityOptions } from '#sdk/index.ts';
import { GITLAB } from '../../support/test-portal.ts';

/** A line of the log, as the SDK gave it. */
export type Line = { readonly message: string } & Readonly<Record<string, unknown>>;

/** The SDK in front of a portal, with what it logs. Closed with the stack. */
export function openSdk(
  stack: AsyncDisposableStack,
  url: string,
  options: Partial<TrialEligibilityOptions> = {},
): { readonly sdk: TrialEligibility; readonly lines: Line[] } {
  const lines: Line[] = [];
  const log = (fields: object, message: string) => void lines.push({ ...fields, message });
  const portal = { url, adminEmail: GITLAB['x-admin-email'], adminToken: GITLAB['x-admin-token'] };
  const logger = { debug: () => {}, info: log, warn: log, error: log };
  const sdk = createTrialEligibility({ portal, logger, ...options });
  stack.defer(() => sdk.close());
  return { sdk, lines };
}

export const checksIn = (lines: readonly Line[]) =>
  lines.filter(({ message }) => message === 'trial_eligibility_check');
