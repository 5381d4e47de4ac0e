import { createClient } from 'redis';
import { createTrialEligibility } from '#sdk/index.ts';

/** A process of the product with the SDK, which tests stop and kill. It reads without end and keeps what it read. */

export type Read = readonly [began: number, id: number, version: number, source: string];
export type ToProcess = { readonly do: 'log' | 'load' };
export type FromProcess = { readonly is: 'ready' } | { readonly is: 'log'; readonly reads: readonly Read[] };

type Settings = { readonly portal: object; readonly redisUrl: string; readonly ids: readonly number[] };

/** Milliseconds of the machine's monotonic clock, the same for all its processes. */
export const machineNow = () => Number(process.hrtime.bigint()) / 1e6;

async function run({ portal, redisUrl, ids }: Settings): Promise<void> {
  const redis = createClient({ url: redisUrl, commandOptions: { timeout: 0 } });
  redis.on('error', () => {});
  await redis.connect();
  const sdk = createTrialEligibility({ portal: portal as { url: string; token: string }, redis });
  await sdk.ready();
  let reads: Read[] = [];
  let anew = 5_000_000 + process.pid * 1_000;
  process.on('message', ({ do: what }: ToProcess) => {
    if (what === 'load') void sdk.check([...ids, ++anew], { fresh: true });
    else {
      process.send?.({ is: 'log', reads } satisfies FromProcess);
      reads = [];
    }
  });
  process.on('disconnect', () => process.exit());
  process.send?.({ is: 'ready' } satisfies FromProcess);
  for (;;) {
    const began = machineNow();
    const answers = await sdk.check(ids);
    for (const [id, { version, source }] of answers) if (source !== 'stale') reads.push([began, id, version, source]);
    if (reads.length > 200_000) reads = reads.slice(-100_000);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

if (process.argv[2]) await run(JSON.parse(process.argv[2]));
