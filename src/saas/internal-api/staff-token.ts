import { errors, jwtVerify } from 'jose';
import { ROLES } from '#domain/people/roles.ts';
import type { Clock } from '#kit/clock/clock.ts';
import { Fault } from '#kit/errors/fault.ts';
import type { PortalPerson } from '../eligibility/portal-people.ts';
import { SigningKeys, signingKeysUnavailable } from './signing-keys.ts';

/** Reads for whom the portal asks; undefined for a token that is not its own, is too old, or names nobody. */
export type ReadStaffToken = (token: string) => Promise<PortalPerson | undefined>;

const CLOCK_TOLERANCE_SECONDS = 5;

/**
 * Makes the reader of the portal's word for one of its staff, who looks from its dashboard. Signed with the portal's key
 * like its other tokens, but with a subject of its own: neither opens what the other does.
 * It throws {Fault} `signing_keys_unavailable` when the portal's keys cannot be read.
 */
export function createStaffTokenReader(portalUrl: string, clock: Clock): ReadStaffToken {
  const keys = new SigningKeys(portalUrl, clock);
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, (header, jws) => keys.find(header, jws), {
        algorithms: ['RS256'],
        issuer: portalUrl,
        audience: 'gitlab-subscriptions',
        subject: 'trialgate-staff',
        requiredClaims: ['exp'],
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        currentDate: new Date(clock()),
      });
      const role = ROLES.find((one) => one === payload.staff_role);
      const id = payload.staff_id;
      return role && typeof id === 'number' ? { id, role, mayChange: role !== 'viewer' } : undefined;
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error instanceof Fault ? error : signingKeysUnavailable(error);
    }
  };
}
