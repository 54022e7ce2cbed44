// `npm test`: the whole suite, one lane after the other. The last line is the sum over all lanes.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countPlaywright, countVitest } from './lib/count-tests.mjs';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { runNode, TOOLS } from './lib/run-step.mjs';

const LANES = [
  {
    name: 'unit',
    tool: TOOLS.vitest,
    args: (report) => ['run', '--project', 'unit', ...vitestReporters(report)],
    count: countVitest,
  },
  {
    name: 'integration',
    tool: TOOLS.vitest,
    args: (report) => ['run', '--project', 'integration', ...vitestReporters(report)],
    count: countVitest,
  },
  {
    name: 'e2e',
    tool: TOOLS.playwright,
    args: () => ['test', '--reporter=list,json'],
    env: (report) => ({ PLAYWRIGHT_JSON_OUTPUT_NAME: report }),
    count: countPlaywright,
  },
];

await ensureBuilt();
if ((await runNode(TOOLS.framelane, ['setup'])) !== 0) process.exit(1);

const reports = mkdtempSync(join(tmpdir(), 'framelane-test-'));
const total = { passed: 0, failed: 0 };
try {
  for (const lane of LANES) {
    const report = join(reports, `${lane.name}.json`);
    console.log(`\n── ${lane.name}`);
    const code = await runNode(lane.tool, lane.args(report), lane.env?.(report));
    const { passed, failed } = countLane(lane, report, code);
    console.log(`${lane.name}: ${passed} passed, ${failed} failed`);
    total.passed += passed;
    total.failed += failed;
  }
} finally {
  rmSync(reports, { recursive: true, force: true });
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
if (total.failed > 0 || total.passed === 0) process.exitCode = 1;

function vitestReporters(report) {
  return ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
}

/** A lane that ran nothing, or that failed for another reason than a test, counts as one failure. */
function countLane(lane, report, code) {
  let counted = { passed: 0, failed: 0 };
  try {
    counted = lane.count(JSON.parse(readFileSync(report, 'utf8')));
  } catch (error) {
    console.error(`${lane.name}: no readable report: ${error.message}`);
  }
  const nothingRan = counted.passed + counted.failed === 0;
  if (nothingRan) console.error(`${lane.name}: no test ran`);
  return nothingRan || (code !== 0 && counted.failed === 0)
    ? { ...counted, failed: counted.failed + 1 }
    : counted;
}
