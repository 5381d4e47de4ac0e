import { checkEvaluator } from '../rollouts/support/check-evaluator.ts';
import type { Campaign } from './campaign.ts';

const AT_ONCE = 1_000;

export const rollouts: Campaign = {
  name: 'rollouts',
  about: 'any plan against any course of events: never wider than it may be, and back from everywhere in one turn',
  whole: 200_000,
  short: 1_000,
  run: async ({ size, seed, onProgress }) => {
    for (let done = 0; done < size; done += AT_ONCE) {
      checkEvaluator(AT_ONCE, seed + done);
      onProgress(done + AT_ONCE, size);
    }
  },
};
