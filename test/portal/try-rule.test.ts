import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLogger } from '#kit/telemetry/logger.ts';
import { findLongJob, insertLongJob, updateLongJob } from '#portal/long-jobs/long-job-store.ts';
import { CurrentRules } from '#portal/rule-sets/current-rules.ts';
import { tryRuleKind } from '#portal/rule-sets/try-rule.ts';
import { APPLY_PATH } from '#sdk/contract.ts';
import { application, startTestPortal, type TestPortal, until } from '../support/test-portal.ts';

const BOTH = ['ultimate_on_premium_with_gitlab_duo_enterprise', 'ultimate_with_gitlab_duo_enterprise'];
const context = { attempt: 1, logger: createLogger('test', 'silent') };
let portal: TestPortal;

beforeAll(async () => {
  portal = await startTestPortal();
  // More than one stretch; every tenth namespace pays for Ultimate.
  await portal.database.query(
    `INSERT INTO purchases (external_id, namespace_id, product, trial, starts_on, quantity, source_updated_at)
     SELECT 'p' || id, id, CASE WHEN id % 10 = 0 THEN 'ultimate' ELSE 'premium' END, false, current_date, 1, now()
     FROM generate_series(1, 45000) AS id`,
  );
});
afterAll(() => portal.stop());

async function tryRule(code: string, change: object) {
  const started = await portal.as('operator', 'POST', `/api/v1/rules/${code}/tries`, change);
  expect(started.status).toBe(202);
  const job = await until(async () => {
    const { body } = await portal.as('viewer', 'GET', `/api/v1/jobs/${started.body.job.id}`);
    return ['finished', 'failed'].includes(body.job.state) && body.job;
  });
  const csv = await portal.as('viewer', 'GET', `/api/v1/rule_tries/${job.id}/changes.csv`);
  return { job, lines: csv.text.trim().split('\n') };
}

test('says who would gain, over every known namespace, and changes nothing', async () => {
  const before = (await portal.as('viewer', 'GET', '/api/v1/rules')).body.rule_set;
  const { job, lines } = await tryRule('paid_ultimate', { state: 'off' });
  expect(job).toMatchObject({ state: 'finished', done: 45_000, total: 45_000, result: { gains: 9_000, loses: 0 } });
  expect(lines[0]).toBe('namespace_id,trial_type,change');
  expect(lines).toHaveLength(9_001);
  expect(lines.slice(1, 3)).toEqual(BOTH.map((type) => `10,${type},gains`));
  expect((await portal.as('viewer', 'GET', '/api/v1/rules')).body.rule_set).toEqual(before);
});

test('goes on from its cursor after a stop, and counts nobody twice', async () => {
  const rules = new CurrentRules(portal.database);
  const kind = tryRuleKind(portal.database, rules);
  const input = { code: 'paid_ultimate', change: { state: 'off' } };
  const job = await insertLongJob(portal.database, { kind: 'try_rule', input, createdBy: null, state: 'waiting' });
  // As if it had been stopped behind the first stretch.
  const cursor = { after: 20_000, at: Date.now(), done: 20_000 };
  await updateLongJob(portal.database, job.id, { cursor, done: 20_000 });
  await portal.database.query('INSERT INTO rule_try_changes VALUES ($1, 10, $2, true)', [job.id, BOTH[0]]);
  const stopped = await findLongJob(portal.database, job.id);
  if (!stopped) throw new Error('no job');
  expect(await kind.run(stopped, context)).toMatchObject({ gains: 1 + 2 * 2_500, loses: 0 });
  expect(await findLongJob(portal.database, job.id)).toMatchObject({ done: 45_000 });
});

test('a rule that is asked at application is tried on each namespace’s newest application', async () => {
  for (let id = 100_001; id <= 100_004; id++) {
    expect((await portal.gitlab('POST', APPLY_PATH, { body: application(id, {}, 77) })).status).toBe(201);
  }
  const { job, lines } = await tryRule('applicant_trial_limit', { parameters: { max: 2 } });
  expect(job.result).toMatchObject({ gains: 0, loses: 2 });
  expect(lines.slice(1)).toEqual([100_003, 100_004].map((id) => `${id},${BOTH[1]},loses`));
});

test('what cannot be tried is said before anything is started', async () => {
  for (const [code, change, status] of [
    ['nothing', {}, 404],
    ['paid_ultimate', { parameters: { max: 1 } }, 422],
  ] as const) {
    expect((await portal.as('operator', 'POST', `/api/v1/rules/${code}/tries`, change)).status).toBe(status);
  }
});
