import type { Role } from '#domain/people/roles.ts';
import type { SigningKeys } from '../provisioning/signing-keys.ts';

// Support waits for the page: what saas does not say within this is missing, and the rest is shown.
const DEADLINE = 2_000;

export type AskedFor = { readonly staffId: number; readonly role: Role };
export type SaasAnswer =
  | { readonly kind: 'said'; readonly body: Record<string, unknown> }
  | { readonly kind: 'silent'; readonly sentence: string };

/** The half of the truth that saas has, asked for one of the staff by a token that lives for one request. */
export class SaasSide {
  readonly #url: string;
  readonly #keys: SigningKeys;

  constructor(saasUrl: string, keys: SigningKeys) {
    this.#url = saasUrl;
    this.#keys = keys;
  }

  /** Never throws: a page shows what there is. @param path whole, from the slash on. */
  async ask(asker: AskedFor, method: 'GET' | 'POST', path: string, body?: object): Promise<SaasAnswer> {
    try {
      const token = await this.#keys.staffToken(asker.staffId, asker.role);
      const response = await fetch(this.#url + path, {
        method,
        headers: {
          'x-customers-dot-internal-token': token,
          accept: 'application/json',
          ...(body ? { 'content-type': 'application/json' } : {}),
        },
        body: body ? JSON.stringify(body) : null,
        redirect: 'error',
        signal: AbortSignal.timeout(DEADLINE),
      });
      const said = (await response.json()) as Record<string, unknown>;
      if (response.ok) return { kind: 'said', body: said };
      const why = typeof said.errors === 'string' ? said.errors : 'it gave no reason';
      return { kind: 'silent', sentence: `saas answered ${response.status}: ${why.slice(0, 300)}` };
    } catch (error) {
      const isLate = error instanceof Error && error.name === 'TimeoutError';
      return {
        kind: 'silent',
        sentence: isLate ? `saas did not answer within ${DEADLINE / 1_000} s.` : 'saas cannot be reached.',
      };
    }
  }
}
