import { Type } from 'typebox';
import { notFound } from '#kit/errors/not-found.ts';
import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { actAudited, actOf } from '../audit/act-audited.ts';
import { failures } from '../contract/failure-schema.ts';
import { idParameter, isoDate, onlyReason, reason } from '../contract/parameters.ts';
import { deleteExemption, findExemption, upsertExemption } from './exemption-store.ts';

const params = Type.Object({ uid: idParameter });
const config = { access: 'operator' } as const;
const tags = ['Applicants'];

/** Applicants whom the limit on trials does not concern: partners, trainers, our own people. */
export function registerExemptionRoutes(app: Server, database: Pool): void {
  const body = Type.Object({ reason, until: Type.Optional(isoDate) }, { additionalProperties: false });
  const exempt = { params, body, response: failures, tags, summary: 'Exempt an applicant from the limit on trials' };
  app.put('/api/v1/applicants/:uid/exemption', { config, schema: exempt }, async (request) => {
    const { uid } = request.params;
    const act = actOf(request, 'applicant_exempted', request.body.reason);
    const { after } = await actAudited(database, act, async (connection) => {
      const before = (await findExemption(connection, uid)) ?? null;
      const after = { uid, exempt_until: request.body.until ?? null };
      await upsertExemption(connection, { uid, exemptUntil: after.exempt_until, reason: request.body.reason });
      return { object: `applicant ${uid}`, before, after };
    });
    return { success: true, exemption: after };
  });

  const end = { params, body: onlyReason, response: failures, tags, summary: 'End an exemption' };
  app.delete('/api/v1/applicants/:uid/exemption', { config, schema: end }, async (request) => {
    const { uid } = request.params;
    await actAudited(database, actOf(request, 'exemption_ended', request.body.reason), async (connection) => {
      const before = await findExemption(connection, uid);
      if (!before) throw notFound(`Applicant ${uid} is not exempt.`);
      await deleteExemption(connection, uid);
      return { object: `applicant ${uid}`, before, after: null };
    });
    return { success: true };
  });
}
