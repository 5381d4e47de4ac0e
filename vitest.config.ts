import { defineConfig } from 'vitest/config';
import { SlowFirst } from './test/support/slow-first.ts';

export default defineConfig({
  test: {
    // One more than the cores that there are at least, because a third of the time is spent waiting for something.
    maxWorkers: 3,
    sequence: { sequencer: SlowFirst },
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // For what is waited for; where the time is what is tested, the test says it.
    expect: { poll: { timeout: 5_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'whole',
          // Files share a worker, because loading the same modules anew for each was a quarter of the work.
          isolate: false,
          include: ['test/**/*.test.ts', 'dev/**/*.test.ts'],
          globalSetup: ['test/support/postgres-global-setup.ts', 'test/support/redis-global-setup.ts'],
        },
      },
      {
        extends: true,
        // One worker for all of them: most take less time than a worker takes to start.
        test: { name: 'beside', include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'], isolate: false },
      },
    ],
  },
});
