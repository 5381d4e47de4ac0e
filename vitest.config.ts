import { defineConfig } from 'vitest/config';
import { SlowFirst } from './test/support/slow-first.ts';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'scripts/**/*.test.ts', 'dev/**/*.test.ts'],
    globalSetup: ['test/support/postgres-global-setup.ts', 'test/support/redis-global-setup.ts'],
    // Two cores: more workers than that only make deadlines lie.
    maxWorkers: 2,
    sequence: { sequencer: SlowFirst },
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
