import { describe, expect, it } from 'vitest';
import { runCommand } from '#src/cli/run-command.js';
import { CODE_TABLE, type ErrorCode, RenderError } from '#src/errors/index.js';
import { textTerminal } from './text-terminal.js';

const fail = (error: unknown) => async () => {
  throw error;
};

describe('runCommand', () => {
  it('gives each error the exit code of the table', async () => {
    for (const code of Object.keys(CODE_TABLE) as ErrorCode[]) {
      const { terminal } = textTerminal();
      expect(await runCommand(terminal, {}, fail(new RenderError(code, 'no')))).toBe(
        CODE_TABLE[code].exitCode,
      );
    }
  });

  it('writes code, message, fix and log, and no stack', async () => {
    const { terminal, stdout, stderr } = textTerminal();
    await runCommand(terminal, {}, async (context) => {
      context.setLogPath('/runs/1/events.jsonl');
      throw new RenderError('DISK_FULL', 'The disk is full.', { fix: 'Free some space.' });
    });
    expect(stderr()).toBe(
      'DISK_FULL  The disk is full.\nfix   Free some space.\nlog   /runs/1/events.jsonl\n',
    );
    expect(stdout()).toBe('');
  });

  it('adds what a tool said and the stack with --verbose', async () => {
    const { terminal, stderr } = textTerminal();
    const error = new RenderError('FFMPEG_FAILED', 'ffmpeg ended.', {
      command: 'ffmpeg -i x',
      stderrTail: 'oops',
    });
    await runCommand(terminal, { verbose: true }, fail(error));
    const text = stderr();
    expect(text).toContain('ran   ffmpeg -i x\noops\n');
    expect(text).toMatch(/^ +at /m);
  });

  it('ends stdout with the error as JSON, once', async () => {
    const { terminal, stdout } = textTerminal();
    const error = new RenderError('CANCELLED', 'stopped');
    await runCommand(terminal, { json: true }, fail(error));
    expect(JSON.parse(stdout())).toMatchObject({
      type: 'error',
      error: { code: 'CANCELLED', message: 'stopped' },
    });
    await runCommand(terminal, { json: true }, async (context) => {
      context.errorWasWritten();
      throw error;
    });
    expect(stdout()).toBe('');
  });

  it('turns any other error into INTERNAL', async () => {
    const { terminal, stderr } = textTerminal();
    expect(await runCommand(terminal, {}, fail(new TypeError('x is not a function')))).toBe(70);
    expect(stderr()).toContain('INTERNAL  x is not a function');
  });

  it('answers as JSON or as lines', async () => {
    const { terminal, stdout } = textTerminal();
    const answer = (json: boolean) =>
      runCommand(terminal, { json }, async (context) => {
        context.report('step', { n: 1 });
        context.answer({ n: 2 }, () => ['two']);
        return 0;
      });
    expect(await answer(false)).toBe(0);
    expect(stdout()).toBe('two\n');
    expect(await answer(true)).toBe(0);
    expect(stdout()).toBe('{"type":"step","n":1}\n{"type":"result","n":2}\n');
  });

  it('cancels when nobody reads stdout any more', async () => {
    const { terminal, stderr } = textTerminal();
    const code = await runCommand(terminal, {}, async ({ signal }) => {
      terminal.stdout.emit('error', Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
      throw signal.reason;
    });
    expect(code).toBe(130);
    expect(stderr()).toContain('nobody reads its output');
  });
});
