// How many tests passed and failed, by the JSON reports of the two test runners. A test that did not run is a failure:
// the suite has none that may be skipped.

/** Of vitest's `json` reporter. A file that could not be loaded has no tests and counts as one failure. */
export function countVitest(report) {
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numTotalTests - report.numPassedTests + brokenFiles.length,
  };
}

/** Of Playwright's `json` reporter. A flaky test, one that passed at a second attempt, is a failure. */
export function countPlaywright(report) {
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected, failed: unexpected + flaky + skipped + report.errors.length };
}
