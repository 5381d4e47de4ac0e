import { randomBytes } from 'node:crypto';
import { createPool, type Pool } from '#kit/postgres/pool.ts';
import { ensureEpoch } from '#portal/changes/epoch.ts';
import { ensurePartitions } from '#portal/housekeeping.ts';
import { CurrentRules } from '#portal/rule-sets/current-rules.ts';
import { insertTrial } from '#portal/trials/application-store.ts';
import { TrialApplications } from '#portal/trials/apply-for-trial.ts';
import { withBenchDatabase } from './bench-database.ts';
import { describeMachine, type Report, target } from './report.ts';
import { measure, middle, ratioOf, runRounds } from './rounds.ts';

const ROUNDS = 9;
const MILLISECONDS = 1_500;
const CONCURRENCY = 32;
const TYPE = 'ultimate_with_gitlab_duo_enterprise';

function applicationFor(id: number) {
  return { uid: id, namespaceId: id, trialType: TYPE, plan: 'free', glmSource: null, glmContent: null };
}

/** The bare transaction: no locks, no look at facts, no decision; the same rows into the same tables. */
async function writeBare(pool: Pool, id: number): Promise<void> {
  const connection = await pool.connect();
  try {
    await connection.query('BEGIN');
    await insertTrial(connection, {
      application: applicationFor(id),
      startsOn: '2026-01-01',
      endsOn: '2026-01-31',
      startedAt: new Date(),
      applicantEmailHash: null,
      ruleSet: 1,
      granted: { facts: '', plan: 'free', request_id: 'bench' },
      idempotencyKey: null,
      bodyHash: randomBytes(32),
    });
    await connection.query('COMMIT');
  } finally {
    connection.release();
  }
}

/** Starting a trial, against a transaction that writes the same rows and decides nothing. */
export async function benchApply(onProgress: (text: string) => void): Promise<Report> {
  return withBenchDatabase(async ({ url, populate }) => {
    await populate('apply', 100_000, onProgress);
    const pool = createPool({ connectionString: url('apply'), applicationName: 'bench', onError: () => {} });
    await ensureEpoch(pool);
    await ensurePartitions(pool);
    const applications = new TrialApplications(pool, new CurrentRules(pool), () => {});
    let next = 1;
    const apply = async () => {
      const id = next++;
      const context = { idempotencyKey: null, bodyHash: randomBytes(32), requestId: 'bench' };
      const outcome = await applications.apply(applicationFor(id), context);
      if (outcome.kind !== 'granted') throw new Error(`not granted: ${JSON.stringify(outcome)}`);
    };
    const peers = [
      { name: 'trialgate', run: () => measure(CONCURRENCY, { milliseconds: MILLISECONDS }, apply) },
      {
        name: 'bare transaction',
        run: () => measure(CONCURRENCY, { milliseconds: MILLISECONDS }, () => writeBare(pool, next++)),
      },
    ];
    const samples = await runRounds(peers, ROUNDS, onProgress);
    await pool.end();
    const ratio = ratioOf(samples, 'trialgate', 'bare transaction', 'ops_per_second');
    return {
      bench: 'apply',
      machine: describeMachine(),
      rows: peers.map(({ name }) => ({
        name,
        batch: 1,
        concurrency: CONCURRENCY,
        ...middle(samples, name),
        ratio: name === 'trialgate' ? Math.round(ratio * 100) / 100 : 1,
      })),
      targets: [
        target('times a bare transaction', ratio, '≥', 0.5),
        target('p99 over the bare transaction’s', ratioOf(samples, 'trialgate', 'bare transaction', 'p99_us'), '≤', 2),
      ],
    };
  });
}
