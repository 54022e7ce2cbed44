import { describe, expect, it } from 'vitest';
import { classifyFfmpegFailure, judgeFfmpegExit } from '#src/ffmpeg/classify-ffmpeg-failure.js';

const exit = { stderrTail: '', exitCode: 1, signal: null, command: 'ffmpeg -i in.mp4' };

describe('classifyFfmpegFailure', () => {
  it.each([
    ['av_interleaved_write_frame(): No space left on device', 'DISK_FULL'],
    ["Unknown encoder 'libx265'", 'FFMPEG_VERSION_MISMATCH'],
    [
      "Unrecognized option 'fps_mode'.\nError splitting the argument list: Option not found",
      'FFMPEG_VERSION_MISMATCH',
    ],
    ["No such filter: 'colorspace'", 'FFMPEG_VERSION_MISMATCH'],
    ['Error while opening encoder: Cannot allocate memory', 'OUT_OF_MEMORY'],
    ['/out/x.mp4: Permission denied', 'OUTPUT_NOT_WRITABLE'],
    ['Conversion failed!', 'FFMPEG_FAILED'],
  ])('reads "%s"', (stderrTail, code) => {
    const error = classifyFfmpegFailure({ ...exit, stderrTail });
    expect(error.code).toBe(code);
    expect(error.details).toMatchObject({ exitCode: 1, stderrTail, command: exit.command });
    expect(error.details.fix).toBeTruthy();
    expect(error.message).toContain(stderrTail.split('\n').at(-1));
  });

  it('names the signal', () => {
    const error = classifyFfmpegFailure({ ...exit, exitCode: null, signal: 'SIGKILL' });
    expect(error).toMatchObject({ code: 'FFMPEG_FAILED', retryable: true, details: { signal: 'SIGKILL' } });
    expect(error.message).toContain('SIGKILL');
  });

  it('keeps the end of a long text', () => {
    const error = classifyFfmpegFailure({ ...exit, stderrTail: `${'x'.repeat(9000)}end` });
    expect(error.details.stderrTail).toHaveLength(4000);
    expect(error.details.stderrTail?.endsWith('end')).toBe(true);
  });
});

describe('judgeFfmpegExit', () => {
  it('believes an exit code of 0 only when the end of the file was written', () => {
    expect(judgeFfmpegExit({ ...exit, exitCode: 0 })).toBeNull();
    const stderrTail = 'Error writing trailer of /full/chunk.mov: No space left on device';
    expect(judgeFfmpegExit({ ...exit, exitCode: 0, stderrTail })).toMatchObject({ code: 'DISK_FULL' });
  });

  it('believes no other exit code', () => {
    expect(judgeFfmpegExit(exit)).toMatchObject({ code: 'FFMPEG_FAILED' });
  });
});
