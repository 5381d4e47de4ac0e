import { Type } from 'typebox';
import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { failures } from '../contract/failure-schema.ts';
import { idParameter } from '../contract/parameters.ts';
import { type KeptAuditEntry, listAuditEntries } from './audit-store.ts';

function toEntryOnWire(entry: KeptAuditEntry) {
  return {
    id: entry.id,
    at: entry.at,
    actor_id: entry.actorId,
    actor_name: entry.actorName,
    action: entry.action,
    object: entry.object,
    namespace_id: entry.namespaceId,
    reason: entry.reason,
    before: entry.before,
    after: entry.after,
    request_id: entry.requestId,
  };
}

/** Who did what, and why. */
export function registerAuditRoutes(app: Server, database: Pool): void {
  const schema = {
    querystring: Type.Object({
      actor_id: Type.Optional(idParameter),
      namespace_id: Type.Optional(idParameter),
      action: Type.Optional(Type.String({ maxLength: 100 })),
      before: Type.Optional(
        Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description: 'Only lines with a smaller id.' }),
      ),
      limit: Type.Integer({ minimum: 1, maximum: 1_000, default: 100 }),
    }),
    response: failures,
    tags: ['Audit'],
    summary: 'The audit log, newest first',
  };
  app.get('/api/v1/audit', { config: { access: 'viewer' }, schema }, async (request) => {
    const { actor_id: actorId, namespace_id: namespaceId, action, before, limit } = request.query;
    const entries = await listAuditEntries(database, {
      actorId: actorId ?? null,
      namespaceId: namespaceId ?? null,
      action: action ?? null,
      before: before ?? null,
      limit,
    });
    return { success: true, entries: entries.map(toEntryOnWire) };
  });
}
