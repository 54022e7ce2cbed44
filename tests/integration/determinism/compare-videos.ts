import { execa } from 'execa';

/**
 * Peak signal-to-noise ratio of every decoded frame of two inputs, in dB; Infinity where all samples are equal.
 * @param inputA arguments that open an input, ending with its path: `['a.mp4']`, `['-framerate', '30', '%06d.png']`.
 */
export async function psnrPerFrame(
  ffmpegPath: string,
  inputA: readonly string[],
  inputB: readonly string[],
): Promise<number[]> {
  const open = (input: readonly string[]) => [...input.slice(0, -1), '-i', input.at(-1) ?? ''];
  const { stdout } = await execa(ffmpegPath, [
    ...['-v', 'error', '-nostdin'],
    ...open(inputA),
    ...open(inputB),
    ...['-lavfi', '[0:v][1:v]psnr=stats_file=-', '-f', 'null', '-'],
  ]);
  return [...stdout.matchAll(/^n:\d+ .*\bpsnr_avg:(\S+)/gm)].map(([, value]) =>
    value === 'inf' ? Number.POSITIVE_INFINITY : Number(value),
  );
}
