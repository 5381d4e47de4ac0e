import { createTrialEligibility } from '#sdk/index.ts';
import { ConstantPortal } from './constant-portal.ts';

const NAMESPACES = 10_000;
const SECONDS = 8 * 3_600;
const VIEWS_A_SECOND = 20;

/** Random numbers that are the same in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Namespaces by Zipf's law: the second is asked for half as often as the first. */
function zipf(random: () => number): () => number {
  const sums = new Float64Array(NAMESPACES);
  let sum = 0;
  for (let rank = 0; rank < NAMESPACES; rank++) sums[rank] = sum += 1 / (rank + 1);
  return () => {
    const wanted = random() * sum;
    let [low, high] = [0, NAMESPACES - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}

/** Requests to the portal for 1,000 page views: 8 hours in which one namespace changes every second. */
export async function simulateDay(onProgress: (text: string) => void): Promise<number> {
  await using portal = new ConstantPortal();
  let now = performance.now();
  const clock = { monotonic: () => now, wall: () => now };
  const sdk = createTrialEligibility({
    portal: { url: await portal.start(), token: 'bench', deadlineMs: 60_000 },
    deadlineMs: 60_000,
    // Its own time passes too quickly for a tier that is confirmed four times a second.
    tierEntries: 0,
    clock,
  });
  const random = seeded(1);
  const next = zipf(random);
  await sdk.ready();
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  portal.requests = 0;
  for (let second = 0; second < SECONDS; second++) {
    if (second % 600 === 0) onProgress(`a day: ${Math.round((second / SECONDS) * 100)} %`);
    const changed = 1 + Math.floor(random() * NAMESPACES);
    await sdk.invalidate(changed, portal.change(changed), { epoch: 1 });
    for (let view = 0; view < VIEWS_A_SECOND; view++) await sdk.check([next()]);
    now += 1_000;
  }
  await sdk.close();
  return (portal.requests / (SECONDS * VIEWS_A_SECOND)) * 1_000;
}
