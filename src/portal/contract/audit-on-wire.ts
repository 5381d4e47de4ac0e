import type { KeptAuditEntry } from '../audit/audit-store.ts';

export function toEntryOnWire(entry: KeptAuditEntry) {
  return {
    id: entry.id,
    at: entry.at.toISOString(),
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

export type AuditEntryOnWire = ReturnType<typeof toEntryOnWire>;
