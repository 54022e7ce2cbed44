import { describe, expect, it } from 'vitest';
import {
  CODE_TABLE,
  ERROR_CODES,
  fromErrorData,
  isRenderError,
  RenderError,
  throwIfAborted,
  toErrorData,
  toRenderError,
} from '#src/errors/index.js';

describe('an error on its way through a thread', () => {
  it('keeps code, message, details, retryable and stack', () => {
    const error = new RenderError('ASSET_MISSING', 'assets/logo.png is missing', {
      path: 'assets/logo.png',
      chunkIndex: 3,
    });
    const back = fromErrorData(structuredClone(toErrorData(error)));
    expect(back).toBeInstanceOf(RenderError);
    expect(back).toMatchObject({
      code: 'ASSET_MISSING',
      message: error.message,
      details: error.details,
      retryable: false,
    });
    expect(back.stack).toBe(error.stack);
    expect([back.fault, back.exitCode]).toEqual(['author', 65]);
  });

  it('drops details that JSON cannot hold instead of failing', () => {
    const loop: Record<string, unknown> = {};
    loop.self = loop;
    expect(toErrorData(new RenderError('INTERNAL', 'x', loop)).details).toEqual({
      note: 'details could not be serialised',
    });
  });

  it('keeps the code of a newer peer in the message', () => {
    const data = { code: 'FROM_THE_FUTURE' as 'INTERNAL', message: 'later', retryable: true, details: {} };
    expect(fromErrorData(data)).toMatchObject({
      code: 'INTERNAL',
      message: 'FROM_THE_FUTURE: later',
      retryable: true,
    });
  });

  it.each([
    ['ENOSPC', 'DISK_FULL'],
    ['EDQUOT', 'DISK_FULL'],
    ['EACCES', 'OUTPUT_NOT_WRITABLE'],
    ['EROFS', 'OUTPUT_NOT_WRITABLE'],
    ['EIO', 'INTERNAL'],
  ] as const)('gives the system error %s the code %s and keeps its path', (systemCode, code) => {
    const thrown = Object.assign(new Error(`${systemCode}: something`), {
      code: systemCode,
      path: 'out/video.mp4',
    });
    expect(toErrorData(thrown)).toMatchObject({ code, details: { path: 'out/video.mp4' } });
  });

  it('takes an AbortError for a cancelled run', () => {
    const controller = new AbortController();
    controller.abort();
    expect(toRenderError(controller.signal.reason).code).toBe('CANCELLED');
    expect(() => throwIfAborted(controller.signal)).toThrowError(
      expect.objectContaining({ code: 'CANCELLED' }),
    );
    expect(() => throwIfAborted(undefined)).not.toThrow();
  });

  it('passes the reason of an abort on when it is one of ours', () => {
    const reason = new RenderError('WORKER_LOST', 'gone');
    expect(() => throwIfAborted(AbortSignal.abort(reason))).toThrow(reason);
  });

  it('accepts anything that was thrown', () => {
    expect(toErrorData('just text')).toMatchObject({ code: 'INTERNAL', message: 'just text' });
    expect(toErrorData(undefined)).toMatchObject({ code: 'INTERNAL', message: 'undefined' });
  });

  it('recognises an error of another copy of the module', () => {
    const foreign = Object.assign(new Error('x'), { name: 'RenderError', code: 'CANCELLED', details: {} });
    expect(isRenderError(foreign)).toBe(true);
    expect(isRenderError(new Error('x'))).toBe(false);
  });

  it('adds facts without losing those it had', () => {
    const error = new RenderError('BROWSER_CRASHED', 'gone', { frameIndex: 7 }).withDetails({
      frameIndex: 1,
      chunkIndex: 2,
    });
    expect(error.details).toEqual({ frameIndex: 7, chunkIndex: 2 });
  });
});

describe('the code table', () => {
  it('has an own constant for every code', () => {
    expect(Object.keys(ERROR_CODES)).toEqual(Object.keys(CODE_TABLE));
    for (const [key, value] of Object.entries(ERROR_CODES)) expect(value).toBe(key);
  });

  it('never gives a retryable code a final exit code, nor a final code one that asks for a retry', () => {
    const isFinal = (exitCode: number) => (exitCode >= 64 && exitCode <= 69) || exitCode === 130;
    for (const [code, facts] of Object.entries(CODE_TABLE)) {
      if (facts.retryable) expect(isFinal(facts.exitCode), code).toBe(false);
      else expect(facts.exitCode, code).not.toBe(75);
    }
  });

  it('only grows: these codes have shipped', () => {
    expect(Object.keys(CODE_TABLE)).toMatchSnapshot();
  });
});
