import { describe, expect, it } from 'vitest';
import { formatRoute, parseRoute } from '../../../renderer/app/route.js';
import { DemoRun } from '../../../renderer/dev/demo-run.js';
import { redact } from '../../../renderer/features/diagnostics/redact.js';
import { predictWorkers } from '../../../renderer/features/plan/predict.js';
import { filterLog } from '../../../renderer/features/run/log-filter.js';
import { tableRows } from '../../../renderer/features/run/table-rows.js';
import { describeChunk, lookOf, stalledForMs } from '../../../renderer/state/chunk-state.js';
import { DEFAULT_PARAMS, toRenderConfig } from '../../../renderer/state/plan-params.js';
import { refuseRetry, stepOf } from '../../../renderer/state/run-facts.js';
import { describeNews } from '../../../renderer/state/run-news.js';
import { angleBackend, judgeWebgl } from '../../../renderer/state/webgl-verdict.js';
import { validateDistributedRenderConfig } from '../../../src/contract/index.js';

const run = new DemoRun({
  frameCount: 1800,
  chunkCount: 16,
  workers: 4,
  msPerFrame: 42,
  flaky: [5],
  broken: [9],
});
const at = (elapsedMs: number) => run.snapshotAt('r', elapsedMs, 0, null);

describe('chunk states', () => {
  it('say the phase, and whether a failure can be retried', () => {
    const chunk = at(21_500).chunks[8];
    if (chunk === undefined) throw new Error('chunk 8 is missing');
    expect(describeChunk(chunk)).toMatch(/^Capturing \d+\/113$/);
    expect(lookOf({ ...chunk, phase: 'boot' })).toBe('booting');
    const failure = { code: 'INTERNAL', message: '', details: {} } as const;
    expect(lookOf({ ...chunk, state: 'failed', error: { ...failure, retryable: true } })).toBe('failed-soft');
    expect(lookOf({ ...chunk, state: 'failed', error: { ...failure, retryable: false } })).toBe(
      'failed-hard',
    );
    expect(refuseRetry(chunk, 'rendering')).toBeNull();
    expect(refuseRetry({ ...chunk, state: 'queued' }, 'rendering')).toContain('not run yet');
    expect(refuseRetry({ ...chunk, state: 'cancelled' }, 'rendering')).toContain('Other chunks');
    expect(refuseRetry({ ...chunk, state: 'cancelled' }, 'failed')).toBeNull();
    expect(refuseRetry({ ...chunk, state: 'done' }, 'failed')).toContain('verified');
  });

  it('stall after five seconds or eight frame times, whichever is longer', () => {
    const chunk = at(21_500).chunks[8];
    if (chunk?.lastFrameAtMs == null) throw new Error('chunk 8 has no frame');
    const last = chunk.lastFrameAtMs;
    expect(stalledForMs(chunk, last + 4900)).toBeNull();
    expect(stalledForMs(chunk, last + 5100)).toBe(5100);
    expect(stalledForMs({ ...chunk, framesPerSec: 0.5 }, last + 15_000)).toBeNull();
    expect(stalledForMs({ ...chunk, phase: 'encode' }, last + 90_000)).toBeNull();
  });
});

describe('a run', () => {
  it('is announced by state and by quarter, failures at once', () => {
    expect(describeNews(null, at(100)).polite).toBe('Run: Planning.');
    expect(describeNews(at(100), at(5000)).polite).toBe('Run: Rendering.');
    expect(describeNews(at(20_000), at(20_100))).toEqual({ polite: null, urgent: null });
    expect(describeNews(at(30_000), at(200_000)).urgent).toContain('15 of 16 chunks are kept');
  });

  it('goes through its steps', () => {
    expect(stepOf(at(100))).toBe(0);
    expect(stepOf(at(10_000))).toBe(1);
  });
});

describe('the chunk table', () => {
  it('filters by group and text, and opens attempts', () => {
    const { chunks } = at(200_000);
    const none = { group: null, text: '' };
    expect(tableRows(chunks, new Set(), none)).toHaveLength(16);
    expect(tableRows(chunks, new Set([5]), none)).toHaveLength(18);
    expect(tableRows(chunks, new Set(), { group: 'failed', text: '' }).map((row) => row.chunk.index)).toEqual(
      [9],
    );
    expect(tableRows(chunks, new Set(), { group: null, text: 'composition_error' })).toHaveLength(1);
  });

  it('filters the log by level and text', () => {
    const line = { seq: 0, atMs: 0, chunkIndex: null, attempt: null, workerId: null } as const;
    const lines = [
      { ...line, level: 'debug', message: 'Page ready' },
      { ...line, seq: 1, level: 'error', message: 'Page crashed' },
    ] as const;
    expect(filterLog(lines, 'warn', '')).toHaveLength(1);
    expect(filterLog(lines, 'debug', 'READY')).toHaveLength(1);
  });
});

describe('plan parameters', () => {
  it('always make a configuration that the engine accepts', () => {
    for (const format of ['mp4', 'webm', 'mov', 'png-sequence', 'gif'] as const) {
      for (const cut of ['count', 'size'] as const) {
        const config = toRenderConfig(
          { ...DEFAULT_PARAMS, format, cut, fps: '29.97', widthPx: 1280 },
          'a.html',
        );
        expect(validateDistributedRenderConfig(config).entryFile).toBe('a.html');
      }
    }
  });

  it('give each chunk to the least loaded worker', () => {
    const slices = [4, 1, 1, 1].map((frameCount, index) => ({ index, start: 0, end: 1, frameCount }));
    expect(predictWorkers(slices, 2, (slice) => slice.frameCount)).toEqual([0, 1, 1, 1]);
  });
});

describe('WebGL', () => {
  const webgl = { vendor: '', renderer: '', software: false, version: 'WebGL 2.0', maxTextureSizePx: 8192 };
  it('is expected only from SwiftShader', () => {
    expect(judgeWebgl({ ...webgl, software: true, renderer: 'ANGLE (SwiftShader driver)' }).kind).toBe(
      'expected',
    );
    expect(judgeWebgl({ ...webgl, software: true, renderer: 'ANGLE (Mesa, llvmpipe)' }).kind).toBe(
      'other-software',
    );
    expect(judgeWebgl({ ...webgl, renderer: 'NVIDIA GeForce' }).kind).toBe('hardware');
    expect(judgeWebgl({ ...webgl, version: '', maxTextureSizePx: 0 }).kind).toBe('none');
    expect(angleBackend('ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device))')).toBe('Vulkan 1.3.0');
  });
});

describe('addresses and reports', () => {
  it('bring a reload back to the same place', () => {
    const route = { view: 'run', projectId: 'p 1', runId: 'r/2' } as const;
    expect(parseRoute(formatRoute(route))).toEqual(route);
    expect(parseRoute('#/elsewhere')).toEqual({ view: 'home', projectId: null, runId: null });
  });

  it('take out home folders, queries, credentials and tokens', () => {
    const text = [
      '/home/ada/films/a.html',
      '/Users/ada/x',
      'C:\\Users\\Ada\\x',
      'https://user:pw@host/p?key=1#f',
      'Authorization: Bearer abc.def',
      'token=secret123',
    ].join('\n');
    const clean = redact(text);
    for (const secret of ['ada', 'Ada', 'pw', 'key=1', 'abc.def', 'secret123'])
      expect(clean).not.toContain(secret);
    expect(clean).toContain('~/films/a.html');
    expect(clean).toContain('https://host/p?…');
  });
});
