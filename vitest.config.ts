import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.ts', 'apps/web/src/**/*.test.ts', 'apps/web/server/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    globalSetup: ['packages/domain/src/testing/postgres-for-all-tests.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
