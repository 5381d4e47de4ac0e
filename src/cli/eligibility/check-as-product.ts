import { setTimeout } from 'node:timers/promises';
import {
  createCacheInspection,
  createTrialEligibility,
  type EligibilityAnswers,
  type TrialEligibility,
} from '#sdk/index.ts';
import { type OpenedRedis, openRedis } from '../cache/redis-from-environment.ts';
import type { CommandContext } from '../command-context.ts';
import { readPortalAccess } from '../portal-api/connect-to-portal.ts';
import type { Printing } from '../terminal/print-answer.ts';
import { type Checked, printChecks, toJson } from './print-checks.ts';

type AsProductOptions = Printing & {
  readonly atLeast?: Readonly<Record<string, number>>;
  readonly times?: number;
};

const READY_WITHIN = 1_000;
const NEAR_WITHIN = 2_000;
const LOOK_EVERY = 100;
const TYPES_WITHIN = 300;

/** Checks with the SDK in this process, as a process of a product does; each time tells where each answer came from. */
export async function checkAsProduct(
  { environment, terminal }: CommandContext,
  ids: readonly number[],
  options: AsProductOptions,
): Promise<void> {
  const { url, token } = await readPortalAccess(environment);
  const redis = await openRedis(environment);
  const sdk = createTrialEligibility({
    portal: { url, token },
    ...(redis ? { redis: redis.client, keyPrefix: redis.keyPrefix } : {}),
    sampleShare: 0,
  });
  try {
    await untilUsable(sdk, redis);
    const checks: Checked[] = [];
    for (let time = 1; time <= (options.times ?? 1); time++) {
      if (time > 1) await untilNear(sdk, ids);
      const answers = await sdk.check(ids, options.atLeast ? { atLeast: options.atLeast } : {});
      checks.push(toChecked(ids, answers));
    }
    if (options.json) terminal.print(toJson(checks));
    else printChecks(terminal, checks);
  } finally {
    await sdk.close();
    redis?.client.destroy();
  }
}

/** In the order asked, each once. */
function toChecked(ids: readonly number[], answers: EligibilityAnswers): Checked {
  return [...new Set(ids)].flatMap((id) => {
    const answer = answers.get(id);
    return answer ? [{ answer, ageMs: answer.ageMs }] : [];
  });
}

/** A process of a product has been there for a while when a page asks it; this one has just begun. */
async function untilUsable(sdk: TrialEligibility, redis: OpenedRedis | undefined): Promise<void> {
  const late = setTimeout(READY_WITHIN, undefined, { ref: false });
  await Promise.race([sdk.ready(), late]);
  if (!redis) return;
  const { client, keyPrefix } = redis;
  const inspection = createCacheInspection({ redis: client, keyPrefix });
  for (const until = performance.now() + READY_WITHIN; performance.now() < until; ) {
    const stats = await inspection.stats().catch(() => undefined);
    // Where nobody has written the codes of the trial types down, this process has to hear them from the portal first.
    if (stats?.soft_because === null) return stats.trial_types.length > 0 ? undefined : setTimeout(TYPES_WITHIN);
    await setTimeout(LOOK_EVERY);
  }
}

/** Until the process may answer from its own memory, which it may a moment after it has taken part; or not within 2 s. */
async function untilNear(sdk: TrialEligibility, ids: readonly number[]): Promise<void> {
  for (const until = performance.now() + NEAR_WITHIN; performance.now() < until; ) {
    const answers = [...(await sdk.check(ids)).values()];
    if (answers.every((answer) => answer.source === 'l1')) return;
    await setTimeout(LOOK_EVERY);
  }
}
