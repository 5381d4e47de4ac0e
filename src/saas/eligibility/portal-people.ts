import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { ROLES, type Role } from '#domain/people/roles.ts';
import { BadRequest } from '#kit/errors/bad-request.ts';
import { Fault } from '#kit/errors/fault.ts';
import type { ReadStaffToken } from '../internal-api/staff-token.ts';

/** Who shows a token of the portal. */
export type PortalPerson = { readonly id: number; readonly role: Role; readonly mayChange: boolean };

const DEADLINE = 2_000;
const REMEMBERED = 60_000;
const MOST = 1_000;

/**
 * Asks the portal whose token it is, because staff and their tokens are its own. What it said is remembered for at most a
 * minute, so that revoking works and looking at pages of the cache does not ask it each time; a refusal is not.
 */
export class PortalPeople {
  readonly #url: string;
  readonly #known = new LRUCache<string, PortalPerson>({ max: MOST, ttl: REMEMBERED });

  /** For whom the portal itself asks; undefined for a token that is not its own. */
  readonly findVouched: ReadStaffToken;

  constructor(portalUrl: string, findVouched: ReadStaffToken) {
    this.#url = `${portalUrl}/api/v1/me`;
    this.findVouched = findVouched;
  }

  /**
   * @throws {BadRequest} 401 for a token that the portal does not know.
   * @throws {Fault} `portal_unreachable` when it cannot be asked: the token may well be right, so it is not refused.
   */
  async find(token: string): Promise<PortalPerson> {
    const key = hash('sha256', token);
    const known = this.#known.get(key);
    if (known) return known;
    const person = await this.#ask(token);
    this.#known.set(key, person);
    return person;
  }

  async #ask(token: string): Promise<PortalPerson> {
    let status: number;
    let body: unknown;
    try {
      const headers = { authorization: `Bearer ${token}` };
      const signal = AbortSignal.timeout(DEADLINE);
      const response = await fetch(this.#url, { headers, signal, redirect: 'error' });
      status = response.status;
      body = await response.json();
    } catch (cause) {
      throw cannotAsk(cause);
    }
    if (status === 401) {
      throw new BadRequest('The portal does not know this token, or it has expired.', {
        status: 401,
        code: 'unauthenticated',
      });
    }
    const person = status === 200 ? readPerson(body) : undefined;
    if (!person) throw cannotAsk(new Error(`answered with ${status}`));
    return person;
  }
}

function cannotAsk(cause: unknown): Fault {
  const sentence = 'The portal cannot be asked right now whose token this is; try again.';
  return new Fault('portal_unreachable', sentence, { status: 503, retryAfterSeconds: 2, cause });
}

/** A portal that does not tell how far a token reaches leaves it with reading. */
function readPerson(body: unknown): PortalPerson | undefined {
  const { staff, scope } = (body ?? {}) as { staff?: { id?: unknown; role?: unknown }; scope?: unknown };
  const role = ROLES.find((one) => one === staff?.role);
  if (!role || typeof staff?.id !== 'number') return undefined;
  return { id: staff.id, role, mayChange: scope === 'api' };
}
