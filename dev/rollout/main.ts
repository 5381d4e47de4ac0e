import { setTimeout } from 'node:timers/promises';
import type { Pool } from '#kit/postgres/pool.ts';
import { createLogger } from '#kit/telemetry/logger.ts';
import { demoPlan } from './demo-plan.ts';
import { type Demo, openDemo } from './open-demo.ts';
import { readWords, type Words } from './read-words.ts';
import type { Injection } from './simulated-product.ts';

/** `npm run demo:rollout [-- <flag>] [--inject <what>] [--at <step>] [--json]`: what a person would have seen. */

const ENDS_AFTER = 55_000;
/** Held for so long by numbers that are missing, it stays so. */
const HELD_FOR = 3_000;

// biome-ignore lint/suspicious/noExplicitAny: a demo reads what the wire says
type Shown = any;

type Outcome = {
  readonly flag: string;
  readonly outcome: 'completed' | 'held' | 'rolled_back';
  readonly step: string | null;
  readonly exposed_max_percent: number;
  readonly time_to_safe_ms: number | null;
  readonly bound_ms: number;
};

async function compare(database: Pool, outcome: string, n: number): Promise<void> {
  await database.query(
    `INSERT INTO comparison_counts (hour, environment, mode, plan, trial_type, outcome, cause, n)
     VALUES (date_trunc('hour', now()), 'production', 'shadow', 'free', 'ultimate', $1, '', $2)`,
    [outcome, n],
  );
}

const percentOf = (state: string | null) =>
  state === 'on' ? 100 : Number(/^percent:(\d+)/.exec(state ?? '')?.[1] ?? 0);

const askAbout =
  ({ url, token }: Demo, flag: string) =>
  async (method: string, path: string, body?: object): Promise<Shown> => {
    const reply = await fetch(`${url}/api/v1/rollouts/${flag}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: body ? JSON.stringify(body) : null,
    });
    const answer = await reply.json();
    if (!reply.ok) throw new Error(answer.errors);
    return answer.rollout;
  };

async function run(demo: Demo, { flag, inject, at, json }: Words): Promise<Outcome> {
  const ask = askAbout(demo, flag);
  await compare(demo.portal.database, 'match', 10_000);
  await ask('POST', '/start', { plan: demoPlan(flag), reason: 'demo' });
  const began = performance.now();
  const { production } = demo.products;
  let [told, most, injectedAt, heldSince] = [0, 0, 0, 0];
  for (;;) {
    const seen = await ask('GET', '');
    const here = seen.environment === 'production';
    if (here) most = Math.max(most, percentOf(seen.state));
    for (const { at: time, sentence } of seen.events.slice(told))
      if (sentence && !json) process.stdout.write(`${time}  ${sentence}\n`);
    told = seen.events.length;
    if (inject && here && seen.step >= at && production.injection === undefined) {
      production.injection = inject;
      injectedAt = performance.now();
      if (inject === 'mismatch') await compare(demo.portal.database, 'grants_more', 1);
      if (!json) process.stdout.write(`${new Date().toISOString()}  injected here: ${inject}\n`);
    }
    const isHeld = injectedAt > 0 && ['no_data', 'source_down'].includes(seen.held?.because);
    heldSince = isHeld ? heldSince || performance.now() : 0;
    const isStuck = heldSince > 0 && performance.now() - heldSince > HELD_FOR;
    const isLate = performance.now() - began > ENDS_AFTER;
    if (seen.finished_at !== null || isStuck || isLate) {
      // Whoever still has it would show within this.
      await setTimeout(500);
      const wentBack = seen.phase === 'rolled_back';
      return {
        flag,
        outcome: wentBack ? 'rolled_back' : seen.phase === 'completed' ? 'completed' : 'held',
        step: seen.environment === null ? null : `${seen.environment} ${seen.step + 1}`,
        exposed_max_percent: most,
        time_to_safe_ms: wentBack ? Math.max(0, Math.round(production.lastExposedAt - injectedAt)) : null,
        bound_ms: seen.plan.longest_to_safe_seconds * 1_000,
      };
    }
    await setTimeout(100);
  }
}

function summarise(outcome: Outcome, inject: Injection | undefined): string {
  const { exposed_max_percent: most, time_to_safe_ms: took, bound_ms: bound } = outcome;
  const what = inject ?? 'nothing';
  if (outcome.outcome === 'completed') return `With ${what} injected it ran through; everybody has it.`;
  if (outcome.outcome === 'held')
    return `With ${what} injected it waits at ${outcome.step}, and at most ${most} % have it: nobody more, nobody less.`;
  return `With ${what} injected nobody had it any more after ${took} ms; the plan says ${bound} ms. At most ${most} % had it.`;
}

const words = readWords(process.argv);
const stack = new AsyncDisposableStack();
try {
  const demo = await openDemo(words.flag, createLogger('demo', 'silent'), stack);
  const outcome = await run(demo, words);
  process.stdout.write(words.json ? `${JSON.stringify(outcome)}\n` : `\n${summarise(outcome, words.inject)}\n`);
} finally {
  await stack.disposeAsync();
}
process.exit(0);
