import { type Block, weighAgainstCeiling, weighAgainstControl } from '#domain/rollouts/judge-counts.ts';
import type { GateAnswer } from './gate-keeper.ts';

/**
 * At most four of a thousand steps in which nothing is wrong go back, at whatever traffic was tried: `npx node
 * scripts/print-gate-table.ts` prints the table.
 */
export const EVIDENCE = 1_000;

/** Beyond this it is worth waiting for more before anybody is added. */
const SUSPICION = 20;

/** Judges what was counted in a step, a block after the other. @param what of whom, `registrations failed`. */
export function judgeFailures(blocks: readonly Block[], ceiling: number, what: string): GateAnswer {
  const sum = addUp(blocks);
  if (sum.exposed === 0) {
    return { verdict: 'no_data', sentence: 'nobody has met the flag since the step began.', figures: sum };
  }
  const compared = weighAgainstControl(blocks);
  const absolute = weighAgainstCeiling(blocks, ceiling);
  const isAlone = sum.control === 0;
  const evidence = isAlone ? absolute : Math.max(compared, absolute);
  const rate = (bad: number, of: number) => `${bad} of ${of}${of === 0 ? '' : ` (${((bad / of) * 100).toFixed(2)} %)`}`;
  const others = isAlone ? 'nobody is without the flag' : `${rate(sum.controlBad, sum.control)} without it`;
  const sentence = `${what}: ${rate(sum.exposedBad, sum.exposed)} with the flag, ${others}.`;
  const figures = { ...sum, evidence: Math.round(evidence * 100) / 100, needed: EVIDENCE, ceiling };
  if (evidence >= EVIDENCE) return { verdict: 'fail', sentence, figures };
  return { verdict: evidence >= SUSPICION ? 'inconclusive' : 'pass', sentence, figures };
}

function addUp(blocks: readonly Block[]): Block {
  const sum = { exposed: 0, exposedBad: 0, control: 0, controlBad: 0 };
  for (const block of blocks) {
    for (const name of Object.keys(sum) as (keyof Block)[]) sum[name] += block[name];
  }
  return sum;
}
