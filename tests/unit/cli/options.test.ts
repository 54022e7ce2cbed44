import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ConfigOptions, pickFormat, toRenderConfig, toWholeNumber } from '#src/cli/options.js';
import { validateDistributedRenderConfig } from '#src/contract/index.js';

const map = (options: ConfigOptions, cwd = '/') =>
  toRenderConfig(options, cwd, { format: 'mp4', entryFile: undefined });

describe('toRenderConfig', () => {
  it('leaves out what was not given', async () => {
    expect(await map({})).toEqual({ format: 'mp4' });
  });

  it('maps every option to its setting', async () => {
    const config = await map({
      fps: '30000/1001',
      width: '640',
      height: '360',
      codec: 'h265',
      videoEncoder: 'software',
      quality: 'draft',
      crf: '20.5',
      chunkSize: '40',
      maxChunks: '4',
      balance: 'cost',
      variables: '{"title":"Hello"}',
      captureMode: 'screenshot',
      gl: 'any',
      seed: '7',
      strict: true,
      rejectSystemFonts: true,
      cfr: true,
      timeout: '1.5',
    });
    expect(config).toEqual({
      format: 'mp4',
      fps: '30000/1001',
      width: 640,
      height: 360,
      codec: 'h265',
      videoEncoder: 'software',
      quality: 'draft',
      crf: 20.5,
      chunkSize: 40,
      maxParallelChunks: 4,
      balance: 'cost',
      variables: { title: 'Hello' },
      captureMode: 'screenshot',
      gl: 'any',
      seed: 7,
      strictness: 'strict',
      rejectOnSystemFonts: true,
      cfr: true,
      readyTimeoutMs: 1500,
    });
    expect(() => validateDistributedRenderConfig(config)).not.toThrow();
  });

  it.each([
    [{ fps: '0' }, 'fps'],
    [{ fps: 'abc' }, 'fps'],
    [{ width: 'wide' }, 'width'],
    [{ chunkSize: '0' }, 'chunkSize'],
    [{ maxChunks: '1.5' }, 'maxParallelChunks'],
    [{ crf: '20', bitrate: '4M' }, 'bitrate'],
    [{ timeout: 'soon' }, 'readyTimeoutMs'],
  ])('hands %j to the schema, which names %s', async (options: ConfigOptions, field) => {
    const config = await map(options);
    expect(() => validateDistributedRenderConfig(config)).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID', details: expect.objectContaining({ field }) }),
    );
  });

  it('reads variables from a file', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'framelane-options-'));
    try {
      await writeFile(join(dir, 'values.json'), '{"n":3}');
      expect(await map({ variables: 'values.json' }, dir)).toMatchObject({ variables: { n: 3 } });
      await expect(map({ variables: 'other.json' }, dir)).rejects.toMatchObject({
        code: 'INPUT_NOT_FOUND',
        message: expect.stringContaining('other.json'),
      });
    } finally {
      await rm(dir, { recursive: true });
    }
  });

  it.each(['{"a":', '{a:1}'])('refuses variables that are no JSON: %s', async (variables) => {
    await expect(map({ variables })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      details: { field: 'variables' },
    });
  });
});

describe('pickFormat', () => {
  it.each([
    ['a.mp4', undefined, 'mp4'],
    ['a.WEBM', undefined, 'webm'],
    ['a.mov', 'mov', 'mov'],
    ['a.gif', undefined, 'gif'],
    ['frames', 'png-sequence', 'png-sequence'],
    ['a.mp4', 'avi', 'avi'],
  ])('%s with --format %s is %s', (path, asked, format) => {
    expect(pickFormat(path, asked)).toBe(format);
  });

  it.each([
    ['a.mp4', 'webm'],
    ['a.mp4', 'png-sequence'],
    ['a', 'mp4'],
    ['a', undefined],
    ['a.avi', undefined],
  ])('refuses %s with --format %s', (path, asked) => {
    expect(() => pickFormat(path, asked)).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID', details: { field: 'format', path } }),
    );
  });
});

describe('toWholeNumber', () => {
  it('takes whole numbers from the lowest on', () => {
    expect(toWholeNumber('2', 'workers', 1)).toBe(2);
  });

  it.each(['0', '-1', '1.5', '', 'two', '1e3'])('refuses %j by name', (text) => {
    expect(() => toWholeNumber(text, 'workers', 1)).toThrow(/^workers: /);
  });
});
