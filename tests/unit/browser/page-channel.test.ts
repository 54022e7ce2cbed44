import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { CDPSession } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { PageChannel } from '#src/browser/page-channel.js';
import { RenderError } from '#src/errors/index.js';

/** A session that answers with what it is told to. */
function sessionThat(send: () => Promise<unknown>): CDPSession {
  return { send } as unknown as CDPSession;
}

const never = () => new Promise<never>(() => {});
const draw = (channel: PageChannel, details = {}) =>
  channel.call('HeadlessExperimental.beginFrame', undefined, 'capturing frame 7', details);

describe('PageChannel', () => {
  it('does not keep an answer once it has been given', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    const answers: WeakRef<object>[] = [];
    const channel = new PageChannel(
      sessionThat(async () => {
        const answer = { screenshotData: 'x'.repeat(1000) };
        answers.push(new WeakRef(answer));
        return answer;
      }),
      1000,
      undefined,
    );
    for (let frame = 0; frame < 5; frame++) await draw(channel);
    await new Promise((resolve) => setTimeout(resolve));
    collectGarbage();
    expect(answers.map((answer) => answer.deref())).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('fails a request without an answer in time, and says what it was for', async () => {
    const channel = new PageChannel(sessionThat(never), 5, undefined);
    await expect(draw(channel, { frameIndex: 7 })).rejects.toMatchObject({
      code: 'CAPTURE_TIMEOUT',
      message: 'The browser did not answer within 0.005 s while capturing frame 7.',
      details: { frameIndex: 7, timeoutMs: 5, method: 'HeadlessExperimental.beginFrame' },
    });
  });

  it('fails requests that wait, and later ones, when the other end has gone', async () => {
    const channel = new PageChannel(sessionThat(never), 1000, undefined);
    const waiting = draw(channel);
    channel.end(new RenderError('BROWSER_CRASHED', 'gone'));
    await expect(waiting).rejects.toMatchObject({ code: 'BROWSER_CRASHED' });
    await expect(draw(channel)).rejects.toMatchObject({ code: 'BROWSER_CRASHED' });
  });

  it('fails requests that wait when the caller gives up', async () => {
    const cancel = new AbortController();
    const channel = new PageChannel(sessionThat(never), 1000, cancel.signal);
    const waiting = draw(channel);
    cancel.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});
