import { strict as assert } from 'node:assert';
import { ensureSpin } from '../../scripts/ensure-spin.ts';
import { checkModel } from '../model/check-model.ts';
import { CONFIGURATIONS } from '../model/configurations.ts';
import { judgeSearch } from '../model/judge-search.ts';
import type { Campaign } from './campaign.ts';

export const model: Campaign = {
  name: 'model',
  about: 'the cache protocol over its whole state space, whole and with each mechanism taken out',
  whole: CONFIGURATIONS.length,
  short: 1,
  run: async ({ size, onProgress }) => {
    ensureSpin();
    // Where little is searched, nearly all the time is the compiler's.
    const isQuick = size < CONFIGURATIONS.length;
    for (const [done, configuration] of CONFIGURATIONS.slice(0, size).entries()) {
      const wrong = judgeSearch(configuration, await checkModel(configuration, { isQuick }));
      assert.equal(wrong, undefined, wrong);
      onProgress(done + 1, size);
    }
  },
};
