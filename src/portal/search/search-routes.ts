import { Type } from 'typebox';
import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { failures } from '../contract/failure-schema.ts';
import { personActing } from '../people/authenticate.ts';
import type { SaasSide } from '../saas-side/saas-side.ts';
import { findNamespaces } from './find-namespaces.ts';

/** One field for whatever a ticket has. By POST, because an e-mail address stands in no URL. */
export function registerSearchRoutes(app: Server, database: Pool, saas: SaasSide, applicantKey: string): void {
  const body = Type.Object(
    { q: Type.String({ minLength: 1, maxLength: 300, pattern: '^[^\\0]*\\S[^\\0]*$' }) },
    { additionalProperties: false },
  );
  const summary = 'Find namespaces by id, path, address, e-mail, user name or account number';
  const schema = { body, response: failures, tags: ['Namespaces'], summary };
  app.post('/api/v1/search', { config: { access: 'viewer', reads: true }, schema }, (request) => {
    const asker = { staffId: personActing(request).id, role: 'viewer' } as const;
    return findNamespaces({ database, saas, applicantKey }, asker, request.body.q);
  });
}
