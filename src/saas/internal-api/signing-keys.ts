import { createRemoteJWKSet, errors, type FlattenedJWSInput, type JWTHeaderParameters } from 'jose';
import type { Clock } from '#kit/clock/clock.ts';
import { Fault } from '#kit/errors/fault.ts';
import { fetchKeysAddress } from './fetch-keys-address.ts';

type Keys = ReturnType<typeof createRemoteJWKSet>;
type Known = { readonly keys: Keys; readonly until: number };

const CONFIGURATION_AGE = 86_400_000;
const KEYS_AGE = 900_000;
// Nobody without a valid token may make us ask the portal more often than this.
const COOLDOWN = 10_000;
const DEADLINE = 2_000;
const RETRY_AFTER_SECONDS = 2;

/** The fault of a check that could not be made: the token may well be right, so it is not refused. */
export function signingKeysUnavailable(cause: unknown): Fault {
  const sentence = 'The keys of the portal cannot be read right now, so its token cannot be checked; try again.';
  return new Fault('signing_keys_unavailable', sentence, {
    status: 503,
    retryAfterSeconds: RETRY_AFTER_SECONDS,
    cause,
  });
}

/**
 * The portal's public keys. Its OpenID configuration says where they lie and is read once a day, they themselves every
 * 15 minutes and when a token names an unknown one, each within 2 s. Requests that wait at the same time share one read.
 */
export class SigningKeys {
  readonly #portalUrl: string;
  readonly #clock: Clock;
  #known: Known | undefined;
  #reading: Promise<Keys> | undefined;

  constructor(portalUrl: string, clock: Clock) {
    this.#portalUrl = portalUrl;
    this.#clock = clock;
  }

  /**
   * The key that a token says it is signed with.
   * @throws {errors.JOSEError} when the portal has no such key.
   * @throws {Fault} `signing_keys_unavailable` when the keys cannot be read.
   */
  async find(header: JWTHeaderParameters, token: FlattenedJWSInput) {
    const keys = await this.#findKeys();
    try {
      return await keys(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error;
      // They may have moved. While those in hand are fresh they stay, because most tokens need no other.
      if (!keys.fresh) this.#known = undefined;
      throw signingKeysUnavailable(error);
    }
  }

  async #findKeys(): Promise<Keys> {
    if (this.#known !== undefined && this.#clock() < this.#known.until) return this.#known.keys;
    this.#reading ??= this.#readConfiguration().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #readConfiguration(): Promise<Keys> {
    const address = await fetchKeysAddress(this.#portalUrl, DEADLINE).catch((error) => {
      throw signingKeysUnavailable(error);
    });
    const keys = createRemoteJWKSet(address, {
      timeoutDuration: DEADLINE,
      cacheMaxAge: KEYS_AGE,
      cooldownDuration: COOLDOWN,
    });
    this.#known = { keys, until: this.#clock() + CONFIGURATION_AGE };
    return keys;
  }
}
