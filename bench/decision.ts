import fc from 'fast-check';
import { Decider } from '#domain/eligibility/decider.ts';
import { INITIAL_RULE_SET } from '#domain/eligibility/initial-rule-set.ts';
import { arbitraryFacts, MIDDLE } from '../test/support/arbitrary-facts.ts';
import { createJsonRulesPeer } from './peers/json-rules-engine.ts';
import { describeMachine, type Report, target } from './report.ts';
import { middle, ratioOf, runRounds, type Sample } from './rounds.ts';

const FACT_SETS = 1_000;
const ROUNDS = 7;
const AT = MIDDLE * 86_400_000 + 12 * 3_600_000;

/** One decision with every reason and valid_until, against json-rules-engine doing the same rules without valid_until. */
export async function benchDecision(onProgress: (text: string) => void): Promise<Report> {
  // Up to three trials and two purchases each: more than any real namespace has on average.
  const facts = fc
    .sample(arbitraryFacts, { numRuns: FACT_SETS, seed: 1 })
    .map((one) => ({ ...one, trials: one.trials.slice(0, 3), purchases: one.purchases.slice(0, 2) }));
  const decider = new Decider(INITIAL_RULE_SET);
  const [first] = decider.offered;
  if (!first) throw new Error('no type');
  const peer = createJsonRulesPeer(AT);
  for (const one of facts.slice(0, 300)) {
    const [ours, theirs] = [decider.codesOf(decider.decide(one, first, AT).blocking), await peer(one, first)];
    if ([...ours].sort().join() !== theirs.sort().join()) throw new Error(`peers disagree: ${ours} and ${theirs}`);
  }
  let sink = 0;
  const ours = async (): Promise<Sample> => {
    const began = performance.now();
    const repeats = 300;
    for (let repeat = 0; repeat < repeats; repeat++) {
      for (const one of facts) {
        for (const decision of decider.decideOffered(one, AT)) {
          sink += decider.codesOf(decision.blocking).length + (decision.validUntil === Infinity ? 0 : 1);
        }
      }
    }
    return perOperation(began, repeats * FACT_SETS * decider.offered.length);
  };
  const theirs = async (): Promise<Sample> => {
    const began = performance.now();
    for (const one of facts) for (const type of decider.offered) sink += (await peer(one, type)).length;
    return perOperation(began, FACT_SETS * decider.offered.length);
  };
  const samples = await runRounds(
    [
      { name: 'trialgate', run: ours },
      { name: 'json-rules-engine', run: theirs },
    ],
    ROUNDS,
    onProgress,
  );
  if (sink === 0) throw new Error('nothing was decided');
  const ratio = ratioOf(samples, 'trialgate', 'json-rules-engine', 'ops_per_second');
  const own = middle(samples, 'trialgate');
  return {
    bench: 'decision',
    machine: describeMachine(),
    rows: [
      { name: 'trialgate', batch: 1, concurrency: 1, ...own, ratio: Math.round(ratio) },
      { name: 'json-rules-engine', batch: 1, concurrency: 1, ...middle(samples, 'json-rules-engine'), ratio: 1 },
    ],
    targets: [
      target('µs a namespace and type, with all reasons and valid_until', 1_000_000 / own.ops_per_second, '≤', 0.3),
      target('times json-rules-engine', ratio, '≥', 100),
    ],
  };
}

function perOperation(began: number, operations: number): Sample {
  const microseconds = ((performance.now() - began) * 1_000) / operations;
  return { ops_per_second: 1_000_000 / microseconds, p50_us: microseconds, p99_us: microseconds };
}
