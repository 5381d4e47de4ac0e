import { createPool } from '#kit/postgres/pool.ts';
import { createLogger } from '#kit/telemetry/logger.ts';
import { insertLongJob } from '#portal/long-jobs/long-job-store.ts';
import { CurrentRules } from '#portal/rule-sets/current-rules.ts';
import { tryRuleKind } from '#portal/rule-sets/try-rule.ts';
import { withBenchDatabase } from './bench-database.ts';
import { describeMachine, median, type Report, target } from './report.ts';

const NAMESPACES = 500_000;
const ROUNDS = 5;

/** Trying another rule state over every known namespace, with who gains and who loses written down. */
export async function benchTry(onProgress: (text: string) => void): Promise<Report> {
  return withBenchDatabase(async ({ url, populate }) => {
    const known = await populate('tries', NAMESPACES, onProgress);
    const pool = createPool({
      connectionString: url('tries'),
      applicationName: 'bench',
      statementTimeout: 60_000,
      onError: () => {},
    });
    const kind = tryRuleKind(pool, new CurrentRules(pool));
    const context = { attempt: 1, logger: createLogger('bench', 'silent') };
    const rates: number[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      onProgress(`round ${round} of ${ROUNDS}`);
      const input = { code: 'paid_ultimate', change: { state: 'off' } };
      const job = await insertLongJob(pool, { kind: 'try_rule', input, createdBy: null, state: 'waiting' });
      const began = performance.now();
      const result = await kind.run(job, context);
      if (Number(result.gains) === 0) throw new Error('nobody gains: nothing was tried');
      if (round > 0) rates.push((known.length / (performance.now() - began)) * 1_000);
    }
    await pool.end();
    const rate = Math.round(median(rates));
    const microseconds = Math.round(1_000_000 / rate);
    return {
      bench: 'try',
      machine: describeMachine(),
      rows: [
        {
          name: 'rules try',
          batch: known.length,
          concurrency: 1,
          ops_per_second: rate,
          p50_us: microseconds,
          p99_us: microseconds,
          ratio: null,
        },
      ],
      targets: [target('namespaces a second', rate, '≥', 100_000)],
    };
  });
}
