import Table from 'cli-table3';
import { type Block, weighAgainstControl } from '#domain/rollouts/judge-counts.ts';
import { EVIDENCE } from '#rollouts/gates/judge-failures.ts';
import { randomFrom } from '../test/campaigns/campaign.ts';

/**
 * `npx node scripts/print-gate-table.ts [runs]`: how often a protective gate cries wolf in a step of half an hour that it looks at
 * every 10 seconds, and how often and how fast it sees what went wrong; by traffic, share and effect, for thresholds of
 * evidence and for the comparison of plain ratios that people make by eye.
 */

const RUNS = Number(process.argv[2] ?? 300);
const LOOKS = 180;
const THRESHOLDS = [100, 300, 1_000, 10_000];
/** Twice the rate of the others and ten people at least. */
const plainRatio = ({ exposed, exposedBad, control, controlBad }: Block) =>
  exposed >= 10 && exposedBad > 0 && exposedBad / exposed > 2 * (controlBad / Math.max(control, 1));

type Seen = { readonly share: number; readonly after: number | null };

function simulate(perLook: number, percent: number, rate: number, factor: number, seed: number) {
  const random = randomFrom(seed);
  const hits = new Array<number | null>(THRESHOLDS.length + 1).fill(null);
  const blocks: Block[] = [];
  const sum = { exposed: 0, exposedBad: 0, control: 0, controlBad: 0 };
  for (let look = 1; look <= LOOKS; look++) {
    const block = { exposed: 0, exposedBad: 0, control: 0, controlBad: 0 };
    const arriving = Math.floor(perLook) + (random() < perLook % 1 ? 1 : 0);
    for (let one = 0; one < arriving; one++) {
      const isExposed = random() * 100 < percent;
      const isBad = random() < Math.min(1, rate * (isExposed ? factor : 1));
      if (isExposed) block.exposed += 1;
      else block.control += 1;
      if (isBad && isExposed) block.exposedBad += 1;
      if (isBad && !isExposed) block.controlBad += 1;
    }
    for (const name of Object.keys(sum) as (keyof Block)[]) sum[name] += block[name];
    blocks.push(block);
    const evidence = weighAgainstControl(blocks);
    for (const [place, threshold] of THRESHOLDS.entries()) {
      if (hits[place] === null && evidence >= threshold) hits[place] = look * 10;
    }
    if (hits[THRESHOLDS.length] === null && plainRatio(sum)) hits[THRESHOLDS.length] = look * 10;
  }
  return hits;
}

function summarise(all: readonly (readonly (number | null)[])[], place: number): Seen {
  const found = all.flatMap((hits) => hits[place] ?? []).sort((one, other) => one - other);
  return { share: found.length / all.length, after: found[Math.floor(found.length / 2)] ?? null };
}

const table = new Table({
  head: [
    'people/min',
    '%',
    'rate',
    'worse',
    ...THRESHOLDS.map((one) => `evidence ${one}${one === EVIDENCE ? ' *' : ''}`),
    'plain ratio',
  ],
  style: { head: [], border: [] },
});
for (const perMinute of [2, 20, 200]) {
  for (const percent of [1, 10, 50]) {
    for (const rate of [0.002, 0.02]) {
      for (const factor of [1, 5, 25]) {
        const all = Array.from({ length: RUNS }, (_, run) => simulate(perMinute / 6, percent, rate, factor, run));
        const cells = [...THRESHOLDS.keys(), THRESHOLDS.length].map((place) => {
          const { share, after } = summarise(all, place);
          return `${(share * 100).toFixed(1)} %${after === null ? '' : ` (${after} s)`}`;
        });
        table.push([perMinute, percent, rate, factor === 1 ? 'no: false' : `${factor}×`, ...cells]);
      }
    }
  }
}
process.stdout.write(`${table}\nShare of ${RUNS} steps in which it rolled back (median time); * is what gates use.\n`);
