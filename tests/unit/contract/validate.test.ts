import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  FRAMELANE_VERSION,
  getDefaults,
  rejectUnsupportedDistributedFormat,
  validateDistributedRenderConfig,
} from '#src/contract/index.js';
import { RenderError } from '#src/errors/index.js';

function refusal(config: unknown): RenderError {
  try {
    validateDistributedRenderConfig(config);
  } catch (error) {
    if (error instanceof RenderError) return error;
  }
  throw new Error(`accepted ${JSON.stringify(config)}`);
}

describe('validateDistributedRenderConfig', () => {
  it('fills in the defaults', () => {
    expect(validateDistributedRenderConfig({})).toEqual(validateDistributedRenderConfig(undefined));
    expect(validateDistributedRenderConfig({ fps: '30000/1001' })).toMatchObject({
      fps: { num: 30000, den: 1001 },
      format: 'mp4',
      maxParallelChunks: 16,
    });
  });

  it.each([
    [{ fps: 0 }, 'fps'],
    [{ fps: 'soon' }, 'fps'],
    [{ width: 0 }, 'width'],
    [{ height: 1.5 }, 'height'],
    [{ width: 100_000 }, 'width'],
    [{ format: 'avi' }, 'format'],
    [{ codec: 'h265', format: 'webm' }, 'codec'],
    [{ crf: 20, bitrate: '4M' }, 'bitrate'],
    [{ crf: 60 }, 'crf'],
    [{ crf: 20, format: 'mov' }, 'crf'],
    [{ bitrate: 'much' }, 'bitrate'],
    [{ videoEncoder: 'magic' }, 'videoEncoder'],
    [{ videoEncoder: 'nvenc', format: 'webm' }, 'videoEncoder'],
    [{ videoEncoder: 'videotoolbox', format: 'mov' }, 'videoEncoder'],
    [{ videoEncoder: 'qsv', format: 'png-sequence' }, 'videoEncoder'],
    [{ videoEncoder: 'vaapi', format: 'gif' }, 'videoEncoder'],
    [{ videoEncoder: 'nvenc', crf: 0 }, 'crf'],
    [{ videoEncoder: 'vaapi', crf: 18.5 }, 'crf'],
    [{ videoEncoder: 'qsv', cfr: true }, 'cfr'],
    [{ chunkSize: 0 }, 'chunkSize'],
    [{ chunkSize: 10, targetChunkFrames: 10 }, 'targetChunkFrames'],
    [{ maxParallelChunks: 0 }, 'maxParallelChunks'],
    [{ seed: -1 }, 'seed'],
    [{ captureMode: 'magic' }, 'captureMode'],
    [{ chunksize: 10 }, 'chunksize'],
    [{ runtimeCap: { maxChunkSec: 0 } }, 'runtimeCap.maxChunkSec'],
  ])('refuses %j and names %s', (config, field) => {
    const error = refusal(config);
    expect(error.code).toBe('CONFIG_INVALID');
    expect(error.details.field).toBe(field);
    expect(error.message).toContain(`${field}:`);
  });

  it('names every wrong field at once', () => {
    expect(refusal({ fps: 0, chunkSize: 0 }).message).toMatch(/fps: .*chunkSize: /);
  });

  it.each([null, 3, 'text', []])('refuses %j as a configuration', (config) => {
    if (config === null) expect(validateDistributedRenderConfig(config).format).toBe('mp4');
    else expect(refusal(config).code).toBe('CONFIG_INVALID');
  });
});

it('refuses a format that is none', () => {
  for (const format of ['mp4', 'webm', 'mov', 'png-sequence', 'gif'])
    rejectUnsupportedDistributedFormat(format);
  expect(() => rejectUnsupportedDistributedFormat('avi')).toThrowError(
    expect.objectContaining({ code: 'FORMAT_NOT_SUPPORTED_IN_DISTRIBUTED' }),
  );
});

it('hands out the defaults as a fresh object', () => {
  const first = getDefaults();
  Object.assign(first.variables, { changed: true });
  expect(getDefaults().variables).toEqual({});
});

it('says the version of package.json', () => {
  const manifest = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  expect(FRAMELANE_VERSION).toBe(manifest.version);
});
