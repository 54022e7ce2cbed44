import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeComposition } from './composition.js';
import { expect, type Framelane, type Running, test } from './framelane.js';
import { processesMarked } from './processes.js';

/** Starts a render that would take minutes, and waits until a frame was drawn. */
async function startLongRender(framelane: Framelane, mark: string): Promise<Running> {
  await writeComposition(join(framelane.dir, 'box'), { durationSec: '600' });
  const tmp = join(framelane.dir, 'tmp');
  await mkdir(tmp);
  const running = framelane.start(['render', 'box', '-o', 'box.mp4', '--workers', '2', '--json'], {
    FRAMELANE_TEST_MARK: mark,
    TMPDIR: tmp,
  });
  await running.waitForLine((line) => {
    const event = JSON.parse(line) as { type: string; framesDone?: number };
    return event.type === 'chunk-progress' && (event.framesDone ?? 0) > 0;
  });
  return running;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(`${signal} in the middle: exit 130, no process, no file`, async ({ framelane }) => {
    const mark = randomUUID();
    const running = await startLongRender(framelane, mark);
    expect((await processesMarked(mark)).length).toBeGreaterThan(3);
    running.child.kill(signal);
    const done = await running.finished;
    expect(done.code).toBe(130);
    expect(done.stderr).toMatch(/^CANCELLED /m);
    expect(done.events().at(-1)).toMatchObject({ type: 'error', error: { code: 'CANCELLED' } });
    await expect.poll(() => processesMarked(mark)).toEqual([]);
    expect(await framelane.files()).toEqual(['box', 'tmp']);
  });
}

test('a second Ctrl-C kills at once and leaves no process', async ({ framelane }) => {
  const mark = randomUUID();
  const running = await startLongRender(framelane, mark);
  running.child.kill('SIGINT');
  running.child.kill('SIGTERM');
  const done = await running.finished;
  expect(done.code).toBe(130);
  await expect.poll(() => processesMarked(mark)).toEqual([]);
  expect((await framelane.files()).filter((name) => name.endsWith('.mp4'))).toEqual([]);
});

test('a reader that goes away cancels the run', async ({ framelane }) => {
  const mark = randomUUID();
  const running = await startLongRender(framelane, mark);
  running.child.stdout?.destroy();
  const done = await running.finished;
  expect(done.code).toBe(130);
  expect(done.stderr).toContain('nobody reads its output');
  await expect.poll(() => processesMarked(mark)).toEqual([]);
});
