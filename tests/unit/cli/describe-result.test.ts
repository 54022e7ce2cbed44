import { expect, it } from 'vitest';
import { describeResult } from '#src/cli/view/describe-result.js';
import { plainPaint } from '#src/cli/view/paint.js';
import type { AssembleResult } from '#src/contract/index.js';

const RESULT: AssembleResult = {
  outputPath: '/out/a.mp4',
  outputKind: 'file',
  planHash: 'ab'.repeat(32),
  frames: 300,
  durationSec: 10,
  sizeBytes: 2_100_000,
  sha256: 'cd'.repeat(32),
  hasAudio: true,
  loudness: null,
  checks: [
    { name: 'frames', expected: '300', actual: '300', ok: true },
    { name: 'frame rate', expected: '30/1', actual: '30/1', ok: true },
  ],
  durationMs: 120,
};

it('shows every check and ends with path, size, duration and speed', () => {
  expect(describeResult(RESULT, 5_000, plainPaint)).toEqual([
    '    check       expected  ffprobe says',
    '  ✓ frames      300       300',
    '  ✓ frame rate  30/1      30/1',
    '',
    '  ✓ /out/a.mp4  2.1 MB · 10s · 300 frames · rendered in 5s, 2.00× realtime',
  ]);
});

it('speaks of joining where only that is known', () => {
  expect(describeResult(RESULT, null, plainPaint).at(-1)).toContain('joined in 120ms');
});
