import { describe } from 'vitest';
import { describeByHand } from './support/describe-by-hand.ts';
import { describeChannel } from './support/describe-channel.ts';
import { describeEntries } from './support/describe-entries.ts';
import { describeInvalidating } from './support/describe-invalidating.ts';
import { describeModel } from './support/describe-model.ts';
import { describeShared } from './support/describe-shared.ts';
import type { OpenStore } from './support/store-under-test.ts';

let opened = 0;

/** Holds a store to the port `EligibilityStore`; the same for all of them. `open` is called for each test. */
export function describeStore(name: string, open: OpenStore): void {
  const openAnew = () => open(`store ${process.pid}.${++opened}:`);
  describe(name, () => {
    describeEntries(openAnew);
    describeInvalidating(openAnew);
    describeChannel(openAnew);
    describeShared(openAnew);
    describeByHand(openAnew);
    describeModel(openAnew);
  });
}
