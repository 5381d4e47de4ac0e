import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { inTransaction } from '#kit/postgres/transaction.ts';
import { LEAD_PATH } from '#sdk/contract.ts';
import { leadSchema } from '../contract/application-schemas.ts';
import { readLead } from '../contract/lead.ts';
import { hashEmail } from './hash-email.ts';
import { upsertLead } from './lead-store.ts';

/** Where leads come in. */
export function registerLeadRoutes(app: Server, database: Pool, applicantKey: string, onLead: () => void): void {
  const config = { access: 'operator', gitlab: true } as const;
  app.post(LEAD_PATH, { config, schema: leadSchema, validatorCompiler: () => () => true }, async (request, reply) => {
    const { uid, namespaceId, workEmail, details } = readLead(request.body);
    const emailHash = hashEmail(workEmail, applicantKey);
    await inTransaction(database, (connection) => upsertLead(connection, { uid, namespaceId, emailHash, details }));
    onLead();
    return reply.code(201).send({ success: true });
  });
}
