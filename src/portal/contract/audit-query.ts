import { type Static, Type } from 'typebox';
import type { AuditFilter } from '../audit/audit-store.ts';
import { idParameter } from './parameters.ts';
import { readTime } from './time-parameter.ts';

const text = (description: string) => Type.Optional(Type.String({ maxLength: 200, pattern: '^[^\\0]*$', description }));
const before = Type.Integer({
  minimum: 1,
  maximum: Number.MAX_SAFE_INTEGER,
  description: 'Only lines with a smaller id.',
});

/** By whom, what, and when. */
export const auditQuery = {
  actor_id: Type.Optional(idParameter),
  namespace_id: Type.Optional(idParameter),
  action: text('Such as trial_voided.'),
  object: text('An object, trial 7, or a kind of them, trial.'),
  from: text('A day or a time.'),
  to: text('A day or a time; before it.'),
  before: Type.Optional(before),
};

const schema = Type.Object(auditQuery);
export type AuditQuery = Static<typeof schema>;

export function toAuditFilter(query: AuditQuery): Omit<AuditFilter, 'limit'> {
  return {
    actorId: query.actor_id ?? null,
    namespaceId: query.namespace_id ?? null,
    action: query.action || null,
    object: query.object || null,
    from: readTime(query.from, 'from') ?? null,
    to: readTime(query.to, 'to') ?? null,
    before: query.before ?? null,
  };
}
