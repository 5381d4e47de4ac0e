import { setTimeout as delay } from 'node:timers/promises';
import { ConstantPortal } from './constant-portal.ts';
import { connect, openSdk } from './open-sdk.ts';

const NAMESPACES = 300_000;
const BATCH = 5_000;

/** Bytes of Redis memory for a namespace, with 300,000 of them stored by the SDK itself, with their time to live. */
export async function measureMemory(redisUrl: string, onProgress: (text: string) => void): Promise<number> {
  await using portal = new ConstantPortal();
  const redis = await connect(redisUrl);
  const sdk = await openSdk({ redis, portalUrl: await portal.start(), prefix: '', tierEntries: 0 });
  const usedMemory = async () => Number(/used_memory:(\d+)/.exec(await redis.info('memory'))?.[1]);
  try {
    await sdk.check([1_000_001]);
    const [before, keysBefore] = [await usedMemory(), await redis.dbSize()];
    for (let from = 0; from < NAMESPACES; from += BATCH) {
      onProgress(`memory: ${from} of ${NAMESPACES} namespaces`);
      await sdk.check(
        Array.from({ length: BATCH }, (_, at) => 1_000_002 + from + at),
        { deadlineMs: 10_000 },
      );
    }
    // Filling is done after the answers.
    const stored = async () => (await redis.dbSize()) - keysBefore;
    for (let look = 0; look < 200 && (await stored()) < NAMESPACES; look++) await delay(50);
    return ((await usedMemory()) - before) / (await stored());
  } finally {
    await sdk.close();
    redis.destroy();
  }
}
