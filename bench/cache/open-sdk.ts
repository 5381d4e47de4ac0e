import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from 'redis';
import { createTrialEligibility, type RedisClient, type TrialEligibility } from '#sdk/index.ts';

/** A client as docs/adopting.md sets it up. */
export function connect(redisUrl: string) {
  return createClient({ url: redisUrl, commandOptions: { timeout: 0 } }).connect();
}

type Options = {
  readonly redis: unknown;
  readonly portalUrl: string;
  readonly prefix: string;
  readonly tierEntries: number;
};

export async function openSdk({ redis, portalUrl, prefix, tierEntries }: Options): Promise<TrialEligibility> {
  const portal = { url: portalUrl, token: 'bench' };
  const sdk = createTrialEligibility({
    portal,
    redis: redis as RedisClient,
    keyPrefix: prefix,
    tierEntries,
    // While hundreds of thousands are filled, nothing is to be given up on.
    storeDeadlineMs: 5_000,
  });
  await sdk.ready();
  return sdk;
}

/** Asks until every answer comes from there. */
export async function fillUntil(sdk: TrialEligibility, ids: readonly number[], source: 'l1' | 'redis'): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const answers = await sdk.check(ids);
    if ([...answers.values()].every((answer) => answer.source === source)) return;
    await delay(100);
  }
  throw new Error(`The answers never came from ${source}.`);
}
