import { errors, jwtVerify } from 'jose';
import type { Clock } from '#kit/clock/clock.ts';
import { Fault } from '#kit/errors/fault.ts';
import { SigningKeys, signingKeysUnavailable } from './signing-keys.ts';

export const PORTAL_TOKEN_HEADER = 'x-customers-dot-internal-token';

/** Refused tokens are told by a code, for the log; never by what they held. */
type TokenCheck = { readonly kind: 'valid' } | { readonly kind: 'refused'; readonly code: string };

export type CheckPortalToken = (token: string) => Promise<TokenCheck>;

// Two machines' clocks are never quite the same.
const CLOCK_TOLERANCE_SECONDS = 5;

/**
 * Makes the check of the portal's token: signed with one of its keys (RS256), by it, for this API, not expired. A token
 * that never expires is refused, because a copy of it could not be stopped.
 * The check throws {Fault} `signing_keys_unavailable` when the portal's keys cannot be read.
 */
export function createPortalTokenCheck(portalUrl: string, clock: Clock): CheckPortalToken {
  const keys = new SigningKeys(portalUrl, clock);
  return async (token) => {
    try {
      await jwtVerify(token, (header, jws) => keys.find(header, jws), {
        algorithms: ['RS256'],
        issuer: portalUrl,
        audience: 'gitlab-subscriptions',
        subject: 'customers-dot-internal-api',
        requiredClaims: ['exp'],
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        currentDate: new Date(clock()),
      });
      return { kind: 'valid' };
    } catch (error) {
      if (error instanceof errors.JOSEError) return { kind: 'refused', code: error.code };
      // Whatever else goes wrong is about the key, such as one that is too short.
      throw error instanceof Fault ? error : signingKeysUnavailable(error);
    }
  };
}
