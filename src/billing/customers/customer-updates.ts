import type { Connection, Pool } from '#kit/postgres/pool.ts';
import { inTransaction } from '#kit/postgres/transaction.ts';
import type { Meter } from '#kit/telemetry/meter.ts';
import type { AccountPersistence } from '../accounts/account-persistence.ts';
import { insertIntents } from '../accounts/intent-store.ts';
import type { ReportFailure } from '../accounts/persistence-failure.ts';

/** Says that a customer's Zuora account was set, also to what it was: its membership is looked at. */
export type NoteCustomer = (customerId: number) => void;

/** Runs one transaction: `inTransaction`, or one that also writes the audit log. */
export type RunTransaction<T> = (work: (connection: Connection) => Promise<T>) => Promise<T>;

export type CustomerUpdate<T> = {
  /** Why, for the histories: `sign_up`, `order`, `zuora_callout`, … */
  readonly cause: string;
  readonly requestId: string | null;
  /** The customer's own update. It may run twice. */
  readonly work: (connection: Connection, note: NoteCustomer) => Promise<T>;
  readonly transaction?: RunTransaction<T>;
};

export type CustomerUpdatesOptions = {
  readonly database: Pool;
  readonly persistence: AccountPersistence;
  readonly meter: Meter;
  readonly report: ReportFailure;
};

/**
 * The one service through which every place sets a customer's Zuora account. The customer's transaction notes, for whom the
 * flag is on, that the membership is to be looked at, and commits; everything else happens after it. If the note cannot be
 * written the update is made without it: drift is found and healed later, a purchase that has failed is not.
 */
export class CustomerUpdates {
  readonly #options: CustomerUpdatesOptions;
  readonly #durations: ReturnType<Meter['createHistogram']>;

  constructor(options: CustomerUpdatesOptions) {
    this.#options = options;
    this.#durations = options.meter.createHistogram('customer_update_duration_seconds', {
      description: 'How long updates of customers take that set their Zuora account.',
      unit: 's',
    });
  }

  /** @throws what the customer's own update throws, and nothing else. */
  async run<T>(update: CustomerUpdate<T>): Promise<T> {
    const began = performance.now();
    const { result, touched, exposed } = await this.#runNoted(update);
    if (touched > 0) this.#durations.record((performance.now() - began) / 1_000, { exposed: exposed.length > 0 });
    for (let off = exposed.length; off < touched; off++) this.#options.persistence.countOff();
    this.#options.persistence.follow(exposed, update.cause);
    return result;
  }

  async #runNoted<T>(update: CustomerUpdate<T>) {
    const state = { noting: false };
    try {
      return await this.#attempt(update, state);
    } catch (error) {
      // From the note on, what the database refuses may be the note's fault, a deferred constraint at COMMIT included.
      if (!state.noting || !isRefusedByDatabase(error)) throw error;
      this.#options.report({ step: 'noting', error, context: { cause: update.cause, request_id: update.requestId } });
      return await this.#attempt(update, undefined);
    }
  }

  async #attempt<T>(update: CustomerUpdate<T>, state: { noting: boolean } | undefined) {
    const { database, persistence } = this.#options;
    const transaction = update.transaction ?? ((work) => inTransaction(database, work));
    const touched = new Set<number>();
    let exposed: number[] = [];
    const result = await transaction(async (connection) => {
      touched.clear();
      const value = await update.work(connection, (customerId) => touched.add(customerId));
      exposed = await exposedOf(persistence, touched);
      if (state && exposed.length > 0) {
        state.noting = true;
        await insertIntents(connection, { customerIds: exposed, cause: update.cause, requestId: update.requestId });
      }
      return value;
    });
    return { result, touched: touched.size, exposed };
  }
}

async function exposedOf(persistence: AccountPersistence, customerIds: ReadonlySet<number>): Promise<number[]> {
  const exposed: number[] = [];
  for (const id of customerIds) if (await persistence.isExposed(id)) exposed.push(id);
  return exposed;
}

/** True for what the server has answered: nothing of the transaction was committed then. */
function isRefusedByDatabase(error: unknown): boolean {
  return error instanceof Error && (error as { severity?: unknown }).severity === 'ERROR';
}
