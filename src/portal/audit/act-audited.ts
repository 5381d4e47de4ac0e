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
