import { Readable } from 'node:stream';
import { Type } from 'typebox';
import { notFound } from '#kit/errors/not-found.ts';
import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { inTransaction } from '#kit/postgres/transaction.ts';
import { failures } from '../contract/failure-schema.ts';
import { idParameter } from '../contract/parameters.ts';
import { ruleChangeSchema } from '../contract/rule-change-schema.ts';
import { toLongJobOnWire } from '../long-jobs/long-job-routes.ts';
import { findLongJob, insertLongJob } from '../long-jobs/long-job-store.ts';
import { queueLongJob } from '../long-jobs/run-long-job.ts';
import { personActing } from '../people/authenticate.ts';
import { getRule, withRule } from './change-rule.ts';
import type { CurrentRules } from './current-rules.ts';
import { getRulesInForce } from './get-rules-in-force.ts';
import { listTryChanges } from './try-store.ts';

const PAGE = 10_000;
const tags = ['Rules'];

/** Trying a rule: a long job, and who gains and who loses by it. */
export function registerTryRuleRoutes(app: Server, database: Pool, rules: CurrentRules, onQueued: () => void): void {
  const start = {
    params: Type.Object({ code: Type.String() }),
    body: Type.Object(ruleChangeSchema, { additionalProperties: false }),
    response: failures,
    tags,
    summary: 'Try another state or other parameters over every known namespace',
  };
  app.post('/api/v1/rules/:code/tries', { config: { access: 'operator' }, schema: start }, async (request, reply) => {
    const { code } = request.params;
    getRule(code);
    const { ruleSet } = await getRulesInForce(database, rules);
    withRule(ruleSet, code, request.body);
    const job = await inTransaction(database, async (connection) => {
      const input = { code, change: request.body };
      const createdBy = personActing(request).id;
      const made = await insertLongJob(connection, { kind: 'try_rule', input, createdBy, state: 'waiting' });
      await queueLongJob(connection, made.id);
      return made;
    });
    onQueued();
    return reply.code(202).send({ success: true, job: toLongJobOnWire(job) });
  });

  const changes = {
    params: Type.Object({ id: idParameter }),
    response: failures,
    tags,
    summary: 'Who gains and who loses by a try, as CSV',
  };
  app.get(
    '/api/v1/rule_tries/:id/changes.csv',
    { config: { access: 'viewer' }, schema: changes },
    async (request, reply) => {
      const job = await findLongJob(database, request.params.id);
      if (job?.kind !== 'try_rule') {
        throw notFound(`There is no try ${request.params.id}.`);
      }
      reply.header('content-type', 'text/csv; charset=utf-8');
      return reply.send(Readable.from(writeCsv(database, job.id)));
    },
  );
}

async function* writeCsv(database: Pool, jobId: number): AsyncGenerator<string> {
  yield 'namespace_id,trial_type,change\n';
  let after = { namespaceId: 0, trialType: '' };
  for (;;) {
    const page = await listTryChanges(database, jobId, after, PAGE);
    yield page.map((one) => `${one.namespaceId},${one.trialType},${one.gains ? 'gains' : 'loses'}\n`).join('');
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = last;
  }
}
