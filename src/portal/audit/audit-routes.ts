import { Readable } from 'node:stream';
import { Type } from 'typebox';
import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { toEntryOnWire } from '../contract/audit-on-wire.ts';
import { type AuditQuery, auditQuery, toAuditFilter } from '../contract/audit-query.ts';
import { failures } from '../contract/failure-schema.ts';
import { listAuditEntries } from './audit-store.ts';
import { writeAuditCsv, writeAuditJson } from './export-audit.ts';

const tags = ['Audit'];
const config = { access: 'viewer' } as const;

/** Who did what, and why. */
export function registerAuditRoutes(app: Server, database: Pool): void {
  const querystring = Type.Object({
    ...auditQuery,
    limit: Type.Integer({ minimum: 1, maximum: 1_000, default: 100 }),
  });
  const schema = { querystring, response: failures, tags, summary: 'The audit log, newest first' };
  app.get('/api/v1/audit', { config, schema }, async (request) => {
    const { limit, ...query } = request.query;
    const entries = await listAuditEntries(database, { ...toAuditFilter(query as AuditQuery), limit });
    return { success: true, entries: entries.map(toEntryOnWire) };
  });

  for (const [format, type, write] of [
    ['csv', 'text/csv', writeAuditCsv],
    ['json', 'application/json', writeAuditJson],
  ] as const) {
    const summary = `The same lines, all of them, as ${format.toUpperCase()}`;
    const schema = { querystring: Type.Object(auditQuery), response: failures, tags, summary };
    app.get(`/api/v1/audit.${format}`, { config, schema }, async (request, reply) => {
      const filter = toAuditFilter(request.query as AuditQuery);
      reply.header('content-type', `${type}; charset=utf-8`);
      reply.header('content-disposition', `attachment; filename="audit.${format}"`);
      return reply.send(Readable.from(write(database, filter)));
    });
  }
}
