/** What was counted in one stretch of time: of people who met the new way, and of those who did not. */
export type Block = {
  readonly exposed: number;
  readonly exposedBad: number;
  readonly control: number;
  readonly controlBad: number;
};

/** How many times as often things may go wrong, so that it is worth noticing; it is not known beforehand which. */
const WORSE = [2, 4, 10, 40];

/** More is tolerated where the others have nearly nothing: a rate is no worse for being a tenth higher. */
const TOLERATED = 1.1;

/**
 * Evidence that the exposed fare worse than the others at the same time, as a number that can be looked at as often as one
 * likes: a sum of e-processes that begin anew at every block (an e-detector; Shin, Ramdas and Rinaldo, "E-detectors: a
 * nonparametric framework for sequential change detection", 2022), so that what went well for days hides nothing.
 *
 * Given how many went wrong, each of them is an exposed one with the probability of their share, whatever the rate itself
 * is; that makes the test exact however few there are, as the conditional test of two rates is (Przyborowski and Wilenski,
 * 1940).
 * @returns 1 for nothing known, growing with the evidence; ln of the largest is kept to stay finite.
 */
export function weighAgainstControl(blocks: readonly Block[]): number {
  return detect(
    blocks.filter(({ exposed, exposedBad, controlBad }) => exposed > 0 && exposedBad + controlBad > 0),
    (block, worse) => {
      const tolerated = TOLERATED * block.exposed;
      const share = tolerated / (tolerated + block.control);
      const alternative = (worse * tolerated) / (worse * tolerated + block.control);
      return (
        block.exposedBad * Math.log(alternative / share) +
        // Without anybody beside them every failure is an exposed one and says nothing.
        (block.controlBad === 0 ? 0 : block.controlBad * Math.log((1 - alternative) / (1 - share)))
      );
    },
  );
}

/** The same against a share that is bad whatever the others have: for the last step, which leaves nobody to compare with. */
export function weighAgainstCeiling(blocks: readonly Block[], ceiling: number): number {
  const bound = Math.min(Math.max(ceiling, 1e-6), 0.99);
  return detect(
    blocks.filter(({ exposed }) => exposed > 0),
    ({ exposed, exposedBad }, worse) => {
      const alternative = bound + (1 - bound) * (1 - 1 / Math.sqrt(worse)) * 0.7;
      const good = Math.max(0, exposed - exposedBad);
      return exposedBad * Math.log(alternative / bound) + good * Math.log((1 - alternative) / (1 - bound));
    },
  );
}

function detect(blocks: readonly Block[], logOfRatio: (block: Block, worse: number) => number): number {
  let most = 1;
  const logs = WORSE.map(() => Number.NEGATIVE_INFINITY);
  for (const block of blocks) {
    let sum = 0;
    for (const [place, worse] of WORSE.entries()) {
      // The best of beginning here and of going on: ln(max(M, 1) · ratio).
      const log = Math.max(logs[place] ?? 0, 0) + logOfRatio(block, worse);
      logs[place] = log;
      sum += Math.exp(Math.min(log, 600)) / WORSE.length;
    }
    most = sum;
  }
  return most;
}

/** Evidence that a share of so many is not what it should be: a beta mixture, which may be looked at at any time. */
export function weighShare(hits: number, of: number, share: number): number {
  if (of === 0 || share <= 0 || share >= 1) return 1;
  const misses = of - hits;
  const mixture = logGamma(hits + 1) + logGamma(misses + 1) - logGamma(of + 2);
  const exact = hits * Math.log(share) + misses * Math.log(1 - share);
  return Math.exp(Math.min(mixture - exact, 600));
}

/** ln Γ(x) by Stirling's series, moved up to where that is exact enough. */
function logGamma(x: number): number {
  let [shifted, correction] = [x, 0];
  while (shifted < 10) {
    correction += Math.log(shifted);
    shifted += 1;
  }
  const inverse = 1 / shifted;
  const series = inverse / 12 - inverse ** 3 / 360 + inverse ** 5 / 1_260;
  return (shifted - 0.5) * Math.log(shifted) - shifted + 0.5 * Math.log(2 * Math.PI) + series - correction;
}
