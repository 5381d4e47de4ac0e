import type { TrialTypeCodes } from '../cache/trial-type-codes.ts';
import type { Clock } from '../clock.ts';
import { TRIAL_TYPES_PATH } from '../contract.ts';
import { PortalAnswerInvalid } from '../faults.ts';
import type { KnownTrialTypes } from '../trial-types/known-trial-types.ts';
import type { PortalClient } from './portal-client.ts';
import { isRecord } from './read-eligibility-answer.ts';

const WITHIN = 2_000;
const AGAIN_AFTER = 5_000;
const KNOWN_FOR = 3_600_000;

/** Learns the portal's trial types: at the start, and again when a type or a code appears that is not known. */
export class TrialTypesClient {
  readonly #client: PortalClient;
  readonly #codes: TrialTypeCodes;
  readonly #types: KnownTrialTypes;
  readonly #clock: Clock;
  #askedAt = Number.NEGATIVE_INFINITY;
  #asking: Promise<void> = Promise.resolve();

  constructor(client: PortalClient, codes: TrialTypeCodes, types: KnownTrialTypes, clock: Clock) {
    this.#client = client;
    this.#codes = codes;
    this.#types = types;
    this.#clock = clock;
  }

  /** Asks again where the last time is more than an hour ago; in the background, because what is known serves. */
  refresh(): void {
    if (this.#clock.monotonic() >= this.#askedAt + KNOWN_FOR) void this.learn();
  }

  /** Resolves when it was tried, not oftener than every five seconds; a failure is not told, since nothing but the cache
   * needs to know. */
  learn(): Promise<void> {
    const now = this.#clock.monotonic();
    if (now >= this.#askedAt + AGAIN_AFTER) {
      this.#askedAt = now;
      this.#asking = this.#ask().catch(() => {});
    }
    return this.#asking;
  }

  async #ask(): Promise<void> {
    const types = await this.#client.ask('GET', TRIAL_TYPES_PATH, { withinMs: WITHIN }, ({ status, body }) => {
      if (status !== 200 || !isRecord(body) || !isRecord(body.trial_types)) {
        throw new PortalAnswerInvalid(`The portal answered with ${status} and no trial types.`);
      }
      return body.trial_types as Record<string, { code?: unknown }>;
    });
    this.#codes.learn(types);
    this.#types.learn(types, new Date(this.#clock.wall()));
  }
}
