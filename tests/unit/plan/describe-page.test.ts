import { expect, it } from 'vitest';
import { validateDistributedRenderConfig } from '#src/contract/index.js';
import { describePage } from '#src/plan/describe-page.js';

const composition = {
  projectDir: '/project',
  entryFile: 'index.html',
  entrySource: '',
  compositionId: 'main',
  widthPx: 320,
  heightPx: 180,
  fps: { num: 60, den: 1 },
  durationSec: 1,
  noTimeline: true,
  clips: [],
  audioTracks: [],
  entryDocument: { file: 'index.html', elements: [], hasHtmlTag: true },
  declaredVariables: [],
  variables: {},
  warnings: [],
  videos: [],
};

it('refuses a gif that no player shows at its rate, also when the composition asks for it', () => {
  const refusal = expect.objectContaining({
    code: 'CONFIG_INVALID',
    details: expect.objectContaining({ field: 'fps' }),
  });
  expect(() => describePage(composition, validateDistributedRenderConfig({ format: 'gif' }))).toThrowError(
    refusal,
  );
  const slower = validateDistributedRenderConfig({ format: 'gif', fps: 50 });
  expect(describePage(composition, slower).fps).toEqual({ num: 50, den: 1 });
});

it('takes size and rate from the composition, then from the defaults', () => {
  const config = validateDistributedRenderConfig({});
  expect(describePage(composition, config)).toMatchObject({
    widthPx: 320,
    heightPx: 180,
    fps: composition.fps,
  });
  const silent = { ...composition, widthPx: null, heightPx: null, fps: null };
  expect(describePage(silent, config)).toMatchObject({
    widthPx: 1080,
    heightPx: 1920,
    fps: { num: 30, den: 1 },
  });
});
