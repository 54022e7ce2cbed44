import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { cancelOnSignal } from '#src/cli/cancel-on-signal.js';

function listen() {
  const source = new EventEmitter();
  const announce = vi.fn();
  const kill = vi.fn();
  const cancel = cancelOnSignal(announce, kill, source as unknown as NodeJS.Process);
  return { source, announce, kill, cancel };
}

describe('cancelOnSignal', () => {
  it('cancels at the first signal with an error that names it', () => {
    const { source, announce, kill, cancel } = listen();
    expect(cancel.signal.aborted).toBe(false);
    source.emit('SIGTERM', 'SIGTERM');
    expect(cancel.signal.reason).toMatchObject({
      code: 'CANCELLED',
      message: expect.stringContaining('SIGTERM'),
    });
    expect(announce).toHaveBeenCalledOnce();
    expect(kill).not.toHaveBeenCalled();
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('kills when %s comes second', (name) => {
    const { source, kill } = listen();
    source.emit('SIGINT', 'SIGINT');
    source.emit(name, name);
    expect(kill).toHaveBeenCalledOnce();
  });

  it('listens no more after release', () => {
    const { source, cancel } = listen();
    cancel.release();
    expect(source.eventNames()).toEqual([]);
    expect(cancel.signal.aborted).toBe(false);
  });

  it('keeps the first reason', () => {
    const { source, cancel } = listen();
    cancel.cancel('nobody reads');
    source.emit('SIGINT', 'SIGINT');
    expect(cancel.signal.reason).toMatchObject({ code: 'CANCELLED', message: 'nobody reads' });
  });
});
