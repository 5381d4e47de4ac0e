import type { FastifyRequest } from 'fastify';
import type { Connection, Pool } from '#kit/postgres/pool.ts';
import { inTransaction } from '#kit/postgres/transaction.ts';
import { personActing } from '../people/authenticate.ts';
import type { Staff } from '../people/staff.ts';
import { insertAuditEntry } from './audit-store.ts';

/** A change by a named person, with its reason. */
export type Act = {
  readonly staff: Staff;
  readonly action: string;
  readonly reason: string;
  readonly requestId: string;
  /** Where given, the change is made for looking at it alone, and taken back. */
  readonly rehearsal?: (connection: Connection, work: () => Promise<unknown>) => Promise<unknown>;
};

/** The act that a request asks for. */
export function actOf(request: FastifyRequest, action: string, reason: string): Act {
  return { staff: personActing(request), action, reason, requestId: request.id };
}

/** What was changed, for the audit log. */
export type Change = {
  readonly object: string;
  readonly namespaceId?: number;
  readonly before: unknown;
  readonly after: unknown;
};

/**
 * Makes a change and its audit line in one transaction: neither is ever there without the other. What the change feed
 * says as cause is the action.
 */
export async function actAudited<C extends Change>(
  database: Pool,
  act: Act,
  work: (connection: Connection) => Promise<C>,
): Promise<C> {
  return inTransaction(database, async (connection) => {
    await connection.query("SELECT set_config('trialgate.cause', $1, true)", [act.action]);
    if (act.rehearsal) throw new Rehearsed(await act.rehearsal(connection, () => work(connection)));
    const change = await work(connection);
    await insertAuditEntry(connection, {
      actorId: act.staff.id,
      actorName: act.staff.name,
      action: act.action,
      object: change.object,
      namespaceId: change.namespaceId ?? null,
      reason: act.reason,
      before: change.before,
      after: change.after,
      requestId: act.requestId,
    });
    return change;
  });
}

/** Thrown out of a transaction that shall leave nothing behind. */
class Rehearsed extends Error {
  override name = 'Rehearsed';
  readonly seen: unknown;

  constructor(seen: unknown) {
    super('This act was rehearsed only.');
    this.seen = seen;
  }
}

/**
 * What an act would change: it is done by its own code, in a transaction that is rolled back.
 * @param run does the act, and all of it by {@link actAudited}.
 * @returns what `look` sees before and after it.
 * @throws what the act throws.
 */
export async function rehearse<Seen>(
  act: Act,
  look: (connection: Connection) => Promise<Seen>,
  run: (act: Act) => Promise<unknown>,
): Promise<{ before: Seen; after: Seen }> {
  const rehearsal = async (connection: Connection, work: () => Promise<unknown>) => {
    const before = await look(connection);
    await work();
    return { before, after: await look(connection) };
  };
  try {
    await run({ ...act, rehearsal });
  } catch (error) {
    if (error instanceof Rehearsed) return error.seen as { before: Seen; after: Seen };
    throw error;
  }
  throw new Error(`${act.action} was done without an audit line, so it could not be rehearsed.`);
}
