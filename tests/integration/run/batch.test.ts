import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BatchEvent, renderBatch, renderRun } from '#src/run/index.js';
import { fixtureProject } from '../../helpers/fixture-project.js';
import { findProcesses, listFiles } from './tiny-project.js';

let dir = '';
let project: Awaited<ReturnType<typeof fixtureProject>>;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'framelane-batch-test-'));
  project = await fixtureProject('variables');
});
afterAll(async () => {
  await project.remove();
  await rm(dir, { recursive: true, force: true });
});

const common = () => ({
  projectDir: project.projectDir,
  config: { format: 'mp4', chunkSize: 5 } as const,
  runsRoot: join(dir, 'runs'),
  workers: 1,
});

function batch(
  rowsPath: string,
  onEvent?: (event: BatchEvent) => void,
  strictness: 'lenient' | 'strict' = 'lenient',
) {
  const { config, ...others } = common();
  return renderBatch({
    ...others,
    config: { ...config, strictness },
    rowsPath,
    outputTemplate: 'out/{name}.mp4',
    cwd: dir,
    onEvent,
  });
}

it('renders a file per row with browsers that stay open; a row that fails leaves nothing', async () => {
  const rowsPath = join(dir, 'rows.csv');
  await writeFile(
    rowsPath,
    'name,headline,accent,picture,width,wide\nfirst,One,#00f,,80,true\nlost,Two,,images/none.svg,,\nlast,Three,,,120,\n',
  );
  const events: BatchEvent[] = [];
  const result = await batch(rowsPath, (event) => events.push(event));
  expect(result).toMatchObject({ done: 2, failed: 1 });
  expect(result.rows).toMatchObject([
    { row: 1, line: 2, ok: true, frames: 10, error: null },
    { row: 2, line: 3, ok: false, sha256: null, error: { code: 'ASSET_MISSING' } },
    { row: 3, line: 4, ok: true },
  ]);
  expect(await listFiles(join(dir, 'out'))).toEqual(['first.mp4', 'last.mp4']);
  expect(events.map(({ type }) => type).filter((type) => type !== 'row-event')).toEqual([
    'batch-started',
    ...['row-started', 'row-done', 'row-started', 'row-failed', 'row-started', 'row-done'],
    'batch-result',
  ]);
  const browsers = events.flatMap((event) =>
    event.type === 'row-event' && event.event.type === 'worker-ready' ? [event.event.browserPid] : [],
  );
  expect(browsers).toHaveLength(2);
  expect(new Set(browsers).size).toBe(1);
  expect(await findProcesses(`--remote-debugging`)).not.toContain(browsers[0]);
  // The warm browsers give what fresh ones give.
  const { config, ...others } = common();
  const alone = await renderRun({
    ...others,
    config: { ...config, variables: { headline: 'Three', width: 120 } },
    outputPath: join(dir, 'alone.mp4'),
  });
  expect(result.rows[2]?.sha256).toBe(alone.sha256);
});

it('checks every row before the first is rendered', async () => {
  const rowsPath = join(dir, 'wrong.jsonl');
  await writeFile(rowsPath, '{"name":"good"}\n{"name":"odd","accent":"reddish"}\n');
  const events: BatchEvent[] = [];
  await expect(batch(rowsPath, (event) => events.push(event), 'strict')).rejects.toMatchObject({
    code: 'COMPOSITION_INVALID',
    message: expect.stringContaining('Row 2 (line 2): The variable "accent" of index.html is "reddish"'),
  });
  await writeFile(rowsPath, '{"name":"good"}\n{"name":"../bad"}\n');
  await expect(batch(rowsPath, (event) => events.push(event))).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
  });
  expect(events).toEqual([]);
});
