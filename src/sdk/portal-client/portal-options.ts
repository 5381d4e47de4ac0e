import { InvalidEligibilityQuestion } from '../faults.ts';

/** How the portal is reached. Credentials: a personal token of the portal, or the pair of headers that GitLab sends. */
export type PortalOptions = {
  /** `https://portal.example.com`. */
  readonly url: string;
  readonly token?: string;
  readonly adminEmail?: string;
  readonly adminToken?: string;
  /** Milliseconds for one request; 800 unless given. */
  readonly deadlineMs?: number;
  /** Connections; 8 unless given. As many requests run at a time. */
  readonly connections?: number;
};

/**
 * The headers that open the portal.
 * @internal
 */
export function credentialHeaders({ token, adminEmail, adminToken }: PortalOptions): Record<string, string> {
  if (token) return { authorization: `Bearer ${token}` };
  if (adminEmail && adminToken) return { 'x-admin-email': adminEmail, 'x-admin-token': adminToken };
  throw new InvalidEligibilityQuestion('Give the portal a token, or adminEmail and adminToken.');
}

/**
 * The portal's address without a slash at its end.
 * @internal
 */
export function readPortalUrl(url: string): URL {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new InvalidEligibilityQuestion(
      `The portal's url must be an http or https address; it is ${JSON.stringify(url)}.`,
    );
  }
  return new URL(url);
}
