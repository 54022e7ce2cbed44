import { expect, it } from 'vitest';
import { classifyBrowserFailure } from '#src/browser/classify-browser-failure.js';
import { RenderError } from '#src/errors/index.js';

it.each([
  ['Protocol error (Target.createTarget): Target closed', 'BROWSER_CRASHED'],
  [
    "Target.createTarget timed out. Increase the 'protocolTimeout' setting in launch/connect calls for a higher timeout if needed.",
    'CAPTURE_TIMEOUT',
  ],
  ['Protocol error (Page.navigate): Cannot navigate to invalid URL', 'INTERNAL'],
])('%s is %s', (text, code) => {
  const thrown = new Error(text);
  const error = classifyBrowserFailure(thrown, 'opening a page');
  expect(error).toMatchObject({ code, cause: thrown });
  expect(error.message).toContain('while opening a page');
});

it('leaves an error of ours as it is', () => {
  const error = new RenderError('CANCELLED', 'The run was cancelled.');
  expect(classifyBrowserFailure(error, 'opening a page')).toBe(error);
});
