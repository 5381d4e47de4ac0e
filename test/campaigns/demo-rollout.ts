import { strict as assert } from 'node:assert';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Campaign } from './campaign.ts';

const run = promisify(execFile);

/** The first of them runs in `npm test`. A step whose gates are not asked cannot tell that something is wrong. */
const CASES: readonly (readonly [inject: string, at: number, outcome: string])[] = [
  ['errors', 2, 'rolled_back'],
  ['nodata', 2, 'held'],
  ['latency', 2, 'rolled_back'],
  ['mismatch', 2, 'rolled_back'],
  ['outage', 2, 'rolled_back'],
  ['errors', 3, 'rolled_back'],
  ['nodata', 3, 'held'],
  ['latency', 3, 'rolled_back'],
  ['mismatch', 3, 'rolled_back'],
  ['outage', 3, 'rolled_back'],
];

export const demoRollout: Campaign = {
  name: 'demo-rollout',
  about: 'what goes wrong at a step goes back within what the plan says, and reaches no more people than it says',
  whole: CASES.length,
  short: 1,
  run: async ({ size, onProgress }) => {
    for (const [place, [inject, at, expected]] of CASES.slice(0, size).entries()) {
      const words = ['dev/rollout/main.ts', '--inject', inject, '--at', String(at), '--json'];
      const { PORTAL_DATABASE_URL: _, ...env } = process.env;
      const { stdout } = await run(process.execPath, words, { env, timeout: 100_000 });
      const outcome = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
      const said = `${inject} at ${at}: ${stdout}`;
      assert.equal(outcome.outcome, expected, said);
      assert.ok(outcome.exposed_max_percent <= (at === 2 ? 25 : 100), said);
      if (expected === 'rolled_back') assert.ok(outcome.time_to_safe_ms <= outcome.bound_ms, said);
      onProgress(place + 1, size);
    }
  },
};
