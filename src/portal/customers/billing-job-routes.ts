import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { countIntents } from '#billing/accounts/intent-store.ts';
import { findDriftStretch, listChecks } from '#billing/drift/drift-store.ts';
import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { actAudited, actOf } from '../audit/act-audited.ts';
import { failures } from '../contract/failure-schema.ts';
import { afterId, reason } from '../contract/parameters.ts';
import { toLongJobOnWire } from '../long-jobs/long-job-routes.ts';
import { insertLongJob } from '../long-jobs/long-job-store.ts';
import { queueLongJob } from '../long-jobs/run-long-job.ts';
import { personActing } from '../people/authenticate.ts';
import { BACKFILL_KIND } from './backfill-kind.ts';
import { DRIFT_KIND, toDriftOnWire } from './drift-kind.ts';

const CHECKS = 100;
const tags = ['Billing accounts'];
const config = { access: 'operator' } as const;

type Wanted = { readonly kind: string; readonly action: string; readonly reason: string; readonly input: object };

/** Backfill, drift and its repair: long jobs, and what the newest checks have found. */
export function registerBillingJobRoutes(app: Server, database: Pool, onQueued: () => void): void {
  const start = async (request: FastifyRequest, { kind, action, reason: why, input }: Wanted) => {
    const { job } = await actAudited(database, actOf(request, action, why), async (connection) => {
      const createdBy = personActing(request).id;
      const job = await insertLongJob(connection, { kind, input: { ...input }, createdBy, state: 'waiting' });
      await queueLongJob(connection, job.id);
      return { object: `job ${job.id}`, before: null, after: input, job };
    });
    onQueued();
    return { success: true, job: toLongJobOnWire(job) };
  };

  const backfill = {
    body: Type.Object({ dry_run: Type.Optional(Type.Boolean()), reason }, { additionalProperties: false }),
    response: failures,
    tags,
    summary: 'Fill billing accounts for existing customers',
  };
  app.post('/api/v1/billing/backfills', { config, schema: backfill }, async (request, reply) => {
    const { dry_run = false, reason: why } = request.body;
    const wanted = { kind: BACKFILL_KIND, action: 'billing_backfill_started', reason: why, input: { dry_run } };
    return reply.code(202).send(await start(request, wanted));
  });

  const check = {
    body: Type.Object({ repair: Type.Optional(Type.Boolean()), reason }, { additionalProperties: false }),
    response: failures,
    tags,
    summary: 'Look for drift now, and repair it if that is wanted',
  };
  app.post('/api/v1/billing/drift_checks', { config, schema: check }, async (request, reply) => {
    const { repair = false, reason: why } = request.body;
    const wanted = { kind: DRIFT_KIND, action: 'billing_drift_check_started', reason: why, input: { repair } };
    return reply.code(202).send(await start(request, wanted));
  });
  registerDriftReading(app, database);
}

function registerDriftReading(app: Server, database: Pool): void {
  const list = { response: failures, tags, summary: 'What the newest checks for drift have found' };
  app.get('/api/v1/billing/drift', { config: { access: 'viewer' }, schema: list }, async () => {
    const [checks, waiting] = await Promise.all([listChecks(database, CHECKS), countIntents(database)]);
    const intents = { waiting: waiting.count, oldest_seconds: Math.round(waiting.oldestSeconds) };
    const toWire = (one: (typeof checks)[number]) => ({ at: one.at, ...toDriftOnWire(one), repaired: one.repaired });
    return { success: true, checks: checks.map(toWire), intents };
  });

  const customers = {
    querystring: Type.Object({ after: afterId }),
    response: failures,
    tags,
    summary: 'Customers who do not match now, of the next 20,000 ids',
  };
  app.get('/api/v1/billing/drift/customers', { config: { access: 'viewer' }, schema: customers }, async (request) => {
    const stretch = await findDriftStretch(database, { after: request.query.after, size: 20_000 });
    const drifted = stretch.drifted.slice(0, 1_000).map((one) => ({
      customer_id: one.customerId,
      kind: one.kind,
      settling: one.settling,
      zuora_account_id: one.zuoraAccountId,
      kept_zuora_account_id: one.keptZuoraAccountId,
    }));
    const next = drifted.length === 1_000 ? (drifted.at(-1)?.customer_id ?? null) : stretch.last;
    return { success: true, customers: drifted, next };
  });
}
