import { describe, expect, it } from 'vitest';
import { budgetSchema } from '#src/contract/index.js';
import { type BudgetRequest, computeWorkerBudget } from '#src/run/worker-budget.js';

const GIB = 1024 ** 3;
const machine: BudgetRequest = {
  chunkCount: 16,
  widthPx: 1920,
  heightPx: 1080,
  cpuCount: 4,
  memoryAvailableBytes: 16 * GIB,
};

describe('computeWorkerBudget', () => {
  it.each([
    ['cpu', {}, 4],
    ['cpu', { cpuCount: 1.4 }, 1],
    ['cpu', { cpuCount: 1.5 }, 2],
    ['cpu', { cpuCount: 0.25 }, 1],
    ['memory', { memoryAvailableBytes: 2 * GIB }, 2],
    ['memory', { memoryAvailableBytes: 64 * 1024 ** 2 }, 1],
    ['chunks', { chunkCount: 3 }, 3],
    ['requested', { requested: 2 }, 2],
    ['requested', { requested: 8 }, 8],
    ['chunks', { requested: 8, chunkCount: 5 }, 5],
  ] as const)('is bound by %s with %o', (boundBy, change, workers) => {
    const budget = computeWorkerBudget({ ...machine, ...change });
    expect(budget).toMatchObject({ boundBy, workers });
    expect(budgetSchema.parse(budget).why).toContain(`${workers} worker`);
  });

  it('warns when more was requested than memory is sure to carry', () => {
    const { why } = computeWorkerBudget({ ...machine, requested: 8, memoryAvailableBytes: 2 * GIB });
    expect(why).toContain('suffice for 2 only');
  });

  it('never starts more browsers at once than there are workers', () => {
    expect(computeWorkerBudget({ ...machine, chunkCount: 1 }).concurrentLaunches).toBe(1);
    expect(computeWorkerBudget({ ...machine, cpuCount: 16 }).concurrentLaunches).toBe(8);
    expect(computeWorkerBudget({ ...machine, cpuCount: 1 }).concurrentLaunches).toBe(1);
  });
});
