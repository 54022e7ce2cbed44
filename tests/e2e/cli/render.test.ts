import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { writeComposition } from './composition.js';
import { expect, test } from './framelane.js';

const execFileAsync = promisify(execFile);

test('render --json: events, a result as the last line, and a file that ffprobe confirms', async ({
  framelane,
}) => {
  await writeComposition(join(framelane.dir, 'box'));
  const done = await framelane.run([
    'render',
    'box',
    '-o',
    'box.mp4',
    '--max-chunks',
    '2',
    '--workers',
    '2',
    '--json',
  ]);
  expect(done.stderr).toBe('');
  expect(done.code).toBe(0);

  const events = done.events();
  expect(events[0]).toMatchObject({ type: 'run-started', seq: 0 });
  expect(events.map((event) => event.seq)).toEqual(events.map((_event, index) => index));
  const result = events.at(-1);
  const output = join(framelane.dir, 'box.mp4');
  expect(result).toMatchObject({
    type: 'result',
    outputPath: output,
    frames: 20,
    chunks: [
      { index: 0, start: 0, end: 10, webgl: { software: true } },
      { index: 1, start: 10, end: 20, webgl: { software: true } },
    ],
    sha256: createHash('sha256')
      .update(await readFile(output))
      .digest('hex'),
  });
  expect(await framelane.files()).toEqual(['box', 'box.mp4']);

  const tools = (await framelane.run(['setup', '--json'])).events().at(-1) as { ffprobe: { path: string } };
  const { stdout } = await execFileAsync(tools.ffprobe.path, [
    ...['-v', 'error', '-count_packets', '-select_streams', 'v:0', '-of', 'json'],
    ...['-show_entries', 'stream=codec_name,width,height,r_frame_rate,nb_read_packets,start_time'],
    output,
  ]);
  expect(JSON.parse(stdout)).toMatchObject({
    streams: [
      {
        codec_name: 'h264',
        width: 160,
        height: 90,
        r_frame_rate: '10/1',
        nb_read_packets: '20',
        start_time: '0.000000',
      },
    ],
  });
});

test('render --quiet prints the path and nothing else', async ({ framelane }) => {
  await writeComposition(join(framelane.dir, 'box'));
  const done = await framelane.run(['render', 'box/index.html', '-o', 'box.webm', '--quiet']);
  expect(done).toMatchObject({ code: 0, stderr: '', stdout: `${join(framelane.dir, 'box.webm')}\n` });
  expect((await stat(join(framelane.dir, 'box.webm'))).size).toBeGreaterThan(0);
});

test('render without a terminal says each change of state in a plain line, results on stdout', async ({
  framelane,
}) => {
  await writeComposition(join(framelane.dir, 'box'));
  const done = await framelane.run(['render', 'box', '-o', 'box.mp4', '--chunk-size', '10']);
  expect(done.code).toBe(0);
  expect(done.stderr).toMatch(/^plan [0-9a-f]{12}: 20 frames, .*2 chunks/m);
  expect(done.stderr).toMatch(/^worker 0: .*WebGL software: /m);
  expect(done.stderr).toMatch(/^chunk 0 done: frames 0 to 9, .* reused, .*sha256 [0-9a-f]{12}$/m);
  expect(done.stderr).not.toContain('\u001b');
  expect(done.stdout).toContain('✓');
  expect(done.stdout).toContain(join(framelane.dir, 'box.mp4'));
});

test('the three verbs, one command each, give the bytes that render gives', async ({ framelane }) => {
  await writeComposition(join(framelane.dir, 'box'));
  const planned = await framelane.run(['plan', 'box', '-o', 'plan', '--chunk-size', '10', '--json']);
  expect(planned.code).toBe(0);
  expect(planned.events().at(-1)).toMatchObject({
    type: 'result',
    frameCount: 20,
    chunkPlan: { requested: { chunkSize: 10 }, effective: { chunkCount: 2 } },
  });
  for (const index of ['1', '0']) {
    const chunk = await framelane.run(['chunk', 'plan', index, '-o', `chunks/${index}.mp4`, '--json']);
    expect(chunk.events().at(-1)).toMatchObject({
      type: 'result',
      chunkIndex: Number(index),
      framesEncoded: 10,
    });
  }
  const joined = await framelane.run([
    'assemble',
    'plan',
    '-o',
    'joined.mp4',
    '--chunks-dir',
    'chunks',
    '--json',
  ]);
  expect(joined.events().at(-1)).toMatchObject({ type: 'result', frames: 20 });

  const rendered = await framelane.run(['render', 'box', '-o', 'whole.mp4', '--chunk-size', '10', '--quiet']);
  expect(rendered.code).toBe(0);
  const [a, b] = await Promise.all(
    ['joined.mp4', 'whole.mp4'].map((name) => readFile(join(framelane.dir, name))),
  );
  expect(a?.equals(b ?? Buffer.of())).toBe(true);

  const swapped = await framelane.run([
    'assemble',
    'plan',
    '-o',
    'swapped.mp4',
    'chunks/1.mp4',
    'chunks/0.mp4',
  ]);
  expect(swapped).toMatchObject({
    code: 65,
    stdout: '',
    stderr: expect.stringMatching(/^ASSEMBLE_MISMATCH /),
  });
});

test('plan --explain says why two plans differ', async ({ framelane }) => {
  await writeComposition(join(framelane.dir, 'box'));
  await framelane.run(['plan', 'box', '-o', 'a', '--seed', '1']);
  await framelane.run(['plan', 'box', '-o', 'b', '--seed', '2']);
  const differ = await framelane.run(['plan', '--explain', 'a', 'b']);
  expect(differ).toMatchObject({ code: 0, stdout: expect.stringMatching(/seed: 1 → 2/) });
  const same = await framelane.run(['plan', '--explain', 'a', 'a', '--json']);
  expect(same.events()).toEqual([expect.objectContaining({ equal: true, differences: [] })]);
});
