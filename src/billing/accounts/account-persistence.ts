import type { Flags } from '#flags/client/connect-flags.ts';
import { accountPersistence } from '#flags/definitions/account-persistence.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { withFlagStates } from '#kit/telemetry/flag-states.ts';
import type { Meter } from '#kit/telemetry/meter.ts';
import { type Converged, convergeCustomer } from './converge-customer.ts';
import { postponeIntents } from './intent-store.ts';
import type { ReportFailure } from './persistence-failure.ts';

export type AccountPersistenceOptions = {
  /** A small pool of its own, so that whatever goes wrong here takes no connection from customers' own updates. */
  readonly database: Pool;
  readonly flags: () => Flags;
  readonly meter: Meter;
  readonly report: ReportFailure;
};

/** `off`: the flag is off for this customer, nothing was written. `failed`: it was reported, and is tried again. */
export type Persisted = Converged | 'off' | 'failed';

const AT_ONCE = 2;
const MOST_WAITING = 10_000;

type Waiting = { readonly customerId: number; readonly cause: string };

/**
 * Keeps billing accounts in step behind customers' updates, for the customers for whom the flag is on. Nothing here throws:
 * what fails is counted and reported, and its intent stays for the sweep.
 */
export class AccountPersistence {
  readonly #options: AccountPersistenceOptions;
  readonly #outcomes: ReturnType<Meter['createCounter']>;
  readonly #waiting: Waiting[] = [];
  readonly #running = new Set<Promise<void>>();

  constructor(options: AccountPersistenceOptions) {
    this.#options = options;
    this.#outcomes = options.meter.createCounter('billing_account_persistence_total', {
      description: 'Customers whose billing account was brought in step, by outcome.',
    });
  }

  /** The flag's value for a customer. */
  async isExposed(customerId: number): Promise<boolean> {
    try {
      const { name, default: fallback } = accountPersistence;
      const actor = { targetingKey: String(customerId), userId: String(customerId) };
      return await this.#options.flags().client.getBooleanValue(name, fallback, actor);
    } catch (error) {
      this.#options.report({ step: 'noting', error, context: { customer_id: customerId } });
      return false;
    }
  }

  /** Counts a customer whose update has nothing to follow. */
  countOff(): void {
    this.#outcomes.add(1, { exposed: false, outcome: 'off' });
  }

  /** Brings customers in step soon, in the background. Too many at once are left to the sweep. */
  follow(customerIds: readonly number[], cause: string): void {
    for (const customerId of customerIds) {
      if (this.#waiting.length < MOST_WAITING) this.#waiting.push({ customerId, cause });
    }
    while (this.#running.size < AT_ONCE && this.#waiting.length > 0) this.#startLane();
  }

  #startLane(): void {
    const lane = this.#work().finally(() => this.#running.delete(lane));
    this.#running.add(lane);
  }

  async #work(): Promise<void> {
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      await this.persist(next.customerId, next.cause);
    }
  }

  /** Brings one customer in step now. Never throws. */
  persist(customerId: number, cause: string): Promise<Persisted> {
    // Of its own: a request that is over has nothing to do with it any more.
    return withFlagStates(() => this.#persist(customerId, cause));
  }

  async #persist(customerId: number, cause: string): Promise<Persisted> {
    const { database, report } = this.#options;
    const exposed = await this.isExposed(customerId);
    if (!exposed) return this.#count('off', exposed);
    try {
      return this.#count(await convergeCustomer(database, customerId, cause), exposed);
    } catch (error) {
      report({ step: 'converging', error, context: { customer_id: customerId, cause } });
      const { code, name } = error as { code?: string; name?: string };
      // If this fails too, the intent is due when it was due before.
      await postponeIntents(database, customerId, code ?? name ?? 'unknown').catch(() => {});
      return this.#count('failed', exposed);
    }
  }

  #count<O extends Persisted>(outcome: O, exposed: boolean): O {
    this.#outcomes.add(1, { exposed, outcome });
    return outcome;
  }

  /** Lets what is under way end; what still waits is left to the sweep of whoever runs. */
  async stop(): Promise<void> {
    this.#waiting.length = 0;
    await Promise.all(this.#running);
  }
}
