import { describe, expect, it } from 'vitest';
import { countPlaywright, countVitest } from '../../../scripts/lib/count-tests.mjs';

const file = (status: string, tests: string[]) => ({
  status,
  assertionResults: tests.map((testStatus) => ({ status: testStatus })),
});

describe('countVitest', () => {
  it('counts what did not pass as failed, skipped tests included', () => {
    const testResults = [file('failed', ['passed', 'failed', 'pending'])];
    expect(countVitest({ numTotalTests: 3, numPassedTests: 1, testResults })).toEqual({
      passed: 1,
      failed: 2,
    });
  });

  it('counts a file that could not be loaded', () => {
    const testResults = [file('failed', []), file('passed', ['passed'])];
    expect(countVitest({ numTotalTests: 1, numPassedTests: 1, testResults })).toEqual({
      passed: 1,
      failed: 1,
    });
  });
});

describe('countPlaywright', () => {
  it('counts unexpected, flaky and skipped tests and errors outside of tests as failed', () => {
    const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 1 };
    expect(countPlaywright({ stats, errors: [{}] })).toEqual({ passed: 4, failed: 4 });
  });
});
