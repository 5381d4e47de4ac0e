import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Those that take longest, the longest first. */
const SLOW = [
  'test/campaigns/campaigns.test.ts',
  'test/sdk/faults/feed-faults.test.ts',
  'test/sdk/faults/portal-faults.test.ts',
  'test/browser/dashboard/every-dashboard-page.test.ts',
  'test/sdk/faults/redis-faults.test.ts',
  'test/cli/operating.test.ts',
  'test/sdk/faults/process-faults.test.ts',
  'test/cli/cache.test.ts',
  'test/race/race.test.ts',
  'test/saas/without-portal.test.ts',
  'test/flags/flag-home-away.test.ts',
  'test/end-to-end/pack.test.ts',
  'test/sdk-package/adopting.test.ts',
  'test/portal/imports.test.ts',
];

/** Begins with what takes long, because a long one that begins last leaves the other core idle until it ends. */
export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = SLOW.findIndex((slow) => moduleId.endsWith(slow));
      return place === -1 ? SLOW.length : place;
    };
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}
