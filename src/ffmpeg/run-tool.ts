import { throwIfAborted } from '../errors/index.js';
import { ToolProcess } from './tool-process.js';

/** What goes with a command. */
export interface RunToolOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told as soon as the process exists, so that whoever watches can kill it. */
  readonly onSpawn?: ((pid: number) => void) | undefined;
}

/**
 * Runs ffmpeg or ffprobe to its end.
 * @returns what it wrote to stdout.
 * @throws CANCELLED once the process has gone, and what the classifier makes of its end.
 */
export async function runTool(
  path: string,
  args: readonly string[],
  { signal, onSpawn }: RunToolOptions = {},
): Promise<string> {
  throwIfAborted(signal);
  const tool = new ToolProcess(path, args);
  if (tool.pid !== 0) onSpawn?.(tool.pid);
  tool.stdin.end();
  const parts: Buffer[] = [];
  tool.stdout.on('data', (part: Buffer) => parts.push(part));
  const stop = () => void tool.kill();
  signal?.addEventListener('abort', stop, { once: true });
  const error = await tool.exited;
  signal?.removeEventListener('abort', stop);
  throwIfAborted(signal);
  if (error !== null) throw error;
  return Buffer.concat(parts).toString('utf8');
}
