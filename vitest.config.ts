import './scripts/lib/node-20.mjs';
import { defineConfig } from 'vitest/config';

// Unit tests run from the sources. Integration tests run against dist/, as users do: worker threads load real files.
export default defineConfig({
  test: {
    projects: [
      {
        resolve: { conditions: ['source', 'import', 'default'] },
        ssr: { resolve: { conditions: ['source', 'import', 'default'] } },
        // No test measures time: the limit only ends what hangs, also on a machine that does much else.
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          environment: 'node',
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          environment: 'node',
          testTimeout: 120_000,
          hookTimeout: 120_000,
          pool: 'forks',
          maxWorkers: 2,
        },
      },
    ],
  },
});
