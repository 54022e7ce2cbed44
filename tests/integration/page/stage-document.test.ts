import { expect, it } from 'vitest';
import { buildStageDocument } from '#src/page/index.js';

it('leaves the iframe to the script: in the markup, it could load before the script has run, and find no stage', () => {
  const compositionUrl = 'http://a.localhost:1/index.html';
  const { html } = buildStageDocument({ widthPx: 64, heightPx: 64, compositionUrl, mark: 'm' });
  expect(html).toContain(compositionUrl);
  expect(html.slice(0, html.indexOf('<script>'))).not.toContain('<iframe');
});
