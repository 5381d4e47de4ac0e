import { defineConfig } from 'vitest/config';
import { SlowFirst } from './test/support/slow-first.ts';

export default defineConfig({
  test: {
    // Two cores: more workers than that only make deadlines lie.
    maxWorkers: 2,
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
