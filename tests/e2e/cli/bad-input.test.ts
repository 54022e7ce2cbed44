import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type SmallComposition, writeComposition } from './composition.js';
import { expect, test } from './framelane.js';

interface BadInput {
  readonly name: string;
  readonly composition?: SmallComposition;
  readonly args: readonly string[];
  readonly code: string;
  readonly exitCode: number;
  /** What the message must name. */
  readonly names: RegExp;
}

const RENDER = ['render', 'box', '-o', 'out.mp4'];

const CASES: readonly BadInput[] = [
  {
    name: 'missing folder',
    args: ['render', 'nowhere', '-o', 'out.mp4'],
    code: 'INPUT_NOT_FOUND',
    exitCode: 66,
    names: /nowhere/,
  },
  { name: 'fps 0', args: [...RENDER, '--fps', '0'], code: 'CONFIG_INVALID', exitCode: 64, names: /fps/ },
  {
    name: 'fps no number',
    args: [...RENDER, '--fps', 'fast'],
    code: 'CONFIG_INVALID',
    exitCode: 64,
    names: /fps.*"fast"/,
  },
  {
    name: 'odd width',
    args: [...RENDER, '--width', '161', '--height', '90'],
    code: 'CONFIG_INVALID',
    exitCode: 64,
    names: /width.*161/,
  },
  {
    name: 'chunk size 0',
    args: [...RENDER, '--chunk-size', '0'],
    code: 'CONFIG_INVALID',
    exitCode: 64,
    names: /chunkSize/,
  },
  {
    name: 'workers 0',
    args: [...RENDER, '--workers', '0'],
    code: 'CONFIG_INVALID',
    exitCode: 64,
    names: /workers/,
  },
  {
    name: 'crf and bitrate',
    args: [...RENDER, '--crf', '20', '--bitrate', '4M'],
    code: 'CONFIG_INVALID',
    exitCode: 64,
    names: /bitrate/,
  },
  {
    name: 'format against extension',
    args: [...RENDER, '--format', 'webm'],
    code: 'CONFIG_INVALID',
    exitCode: 64,
    names: /webm.*out\.mp4/,
  },
  {
    name: 'unknown extension',
    args: ['render', 'box', '-o', 'out.avi'],
    code: 'CONFIG_INVALID',
    exitCode: 64,
    names: /out\.avi/,
  },
  {
    name: 'variables no JSON',
    args: [...RENDER, '--variables', '{"a":'],
    code: 'CONFIG_INVALID',
    exitCode: 64,
    names: /variables/,
  },
  {
    name: 'no output folder',
    args: ['render', 'box', '-o', 'file/out.mp4'],
    code: 'OUTPUT_NOT_WRITABLE',
    exitCode: 73,
    names: /file/,
  },
  {
    name: 'no composition',
    args: ['render', 'empty', '-o', 'out.mp4'],
    code: 'INPUT_NOT_FOUND',
    exitCode: 66,
    names: /index\.html/,
  },
  {
    name: 'no duration',
    composition: { durationSec: '' },
    args: RENDER,
    code: 'COMPOSITION_INVALID',
    exitCode: 65,
    names: /duration/i,
  },
  {
    name: 'zero duration',
    composition: { durationSec: '0' },
    args: RENDER,
    code: 'DURATION_OUT_OF_RANGE',
    exitCode: 65,
    names: /duration/i,
  },
  {
    name: 'missing asset',
    composition: { body: '<img src="lost.png">' },
    args: RENDER,
    code: 'ASSET_MISSING',
    exitCode: 65,
    names: /lost\.png/,
  },
  {
    name: 'script that throws',
    composition: { head: '<script>throw new Error("boom")</script>' },
    args: RENDER,
    code: 'COMPOSITION_ERROR',
    exitCode: 65,
    names: /boom/,
  },
  {
    name: 'path out of the project',
    composition: { body: '<img src="../file">' },
    args: RENDER,
    code: 'PATH_NOT_ALLOWED',
    exitCode: 65,
    names: /\.\.\/file/,
  },
];

for (const { name, composition, args, code, exitCode, names } of CASES) {
  test(`${name}: ${code}, exit ${exitCode}, nothing left behind`, async ({ framelane }) => {
    await writeComposition(join(framelane.dir, 'box'), composition);
    await mkdir(join(framelane.dir, 'empty'));
    await writeFile(join(framelane.dir, 'file'), 'in the way');
    const done = await framelane.run([...args, '--json']);
    expect(done.code).toBe(exitCode);
    expect(done.stderr).toMatch(new RegExp(`^${code} `));
    expect(done.stderr).toMatch(names);
    expect(done.stderr).not.toMatch(/^ +at /m);
    expect(done.events().at(-1)).toMatchObject({
      type: 'error',
      error: { code, message: expect.stringMatching(names) },
    });
    expect(await framelane.files()).toEqual(['box', 'empty', 'file']);
  });
}

for (const args of [
  [],
  ['rendr'],
  ['render', 'box'],
  ['render', 'box', '-o'],
  ['render', 'box', '-o', 'a.mp4', '--colour'],
]) {
  test(`wrong usage "${args.join(' ')}" exits with 64`, async ({ framelane }) => {
    const done = await framelane.run(args);
    expect(done).toMatchObject({ code: 64, stdout: '' });
    expect(done.stderr).not.toBe('');
  });
}

test('a chunk index outside the plan is named', async ({ framelane }) => {
  await writeComposition(join(framelane.dir, 'box'));
  expect(await framelane.run(['plan', 'box', '-o', 'plan', '--chunk-size', '10'])).toMatchObject({ code: 0 });
  const done = await framelane.run(['chunk', 'plan', '2', '-o', 'c.mp4']);
  expect(done).toMatchObject({ code: 64, stderr: expect.stringMatching(/^CHUNK_INDEX_OUT_OF_RANGE .*2/) });
  expect(await framelane.files()).toEqual(['box', 'plan']);
});

test('--verbose adds the stack', async ({ framelane }) => {
  const done = await framelane.run(['render', 'nowhere', '-o', 'out.mp4', '--verbose']);
  expect(done.stderr).toMatch(/^ +at /m);
});
