import { resolve } from 'node:path';
import { RenderError } from '../errors/index.js';
import { noopLogger } from '../trace/index.js';
import { buildChunkEncoderArgs } from './build-chunk-encoder-args.js';
import { ivfFrameHeader, ivfHeader } from './ivf.js';
import { ToolProcess } from './tool-process.js';
import type { ChunkEncoder, ChunkEncoderOptions } from './types.js';

const INACTIVITY_TIMEOUT_MS = 60_000;
/**
 * Images that may wait for ffmpeg. One is being read while the next is captured; more would only hide, in memory, that
 * the encoder is the slower one.
 */
const MAX_WAITING_IMAGES = 2;
/**
 * Frames for which a picture that stays is not sent. ffmpeg repeats a picture only once it has the next one, so this is
 * how far its encoder falls behind, and for how many frames it does not report progress.
 */
const MAX_REPEATED_FRAMES = 30;

/** Starts the encoder of one chunk. Errors of the start itself are thrown by the first `write` or by `finish`. */
export function startChunkEncoder(options: ChunkEncoderOptions): ChunkEncoder {
  const args = buildChunkEncoderArgs(options.encoder, resolve(options.outputPath), options);
  const tool = new ToolProcess(options.ffmpegPath, args);
  if (tool.pid !== 0) options.onSpawn?.(tool.pid);
  (options.logger ?? noopLogger).debug({ pid: tool.pid, command: tool.command }, 'encoder started');
  return new PipedEncoder(tool, options);
}

class PipedEncoder implements ChunkEncoder {
  readonly #tool: ToolProcess;
  readonly #frameCount: number;
  readonly #timeoutMs: number;
  readonly #failed: Promise<never>;
  #waitingImages = 0;
  #onRoom: (() => void) | null = null;
  #timer: NodeJS.Timeout | null = null;
  #stall: RenderError | null = null;
  #imageLost = false;
  #framesEncoded = '';
  #framesWritten = 0;
  /** From then on ffmpeg has something to do until it exits, though nothing may wait any more. */
  #isFinishing = false;
  /** The image sent last, and the frame it was sent for. */
  #sent: { readonly image: Buffer; readonly frame: number } | null = null;

  constructor(tool: ToolProcess, { encoder, frameCount, inactivityTimeoutMs }: ChunkEncoderOptions) {
    this.#tool = tool;
    this.#frameCount = frameCount;
    this.#timeoutMs = inactivityTimeoutMs ?? INACTIVITY_TIMEOUT_MS;
    this.#failed = tool.exited.then((error) => {
      this.#disarm();
      throw this.#stall ?? error ?? endedEarly(tool.command);
    });
    // Whoever writes or finishes next gets it; without a writer it must not count as unhandled.
    this.#failed.catch(() => undefined);
    tool.stdout.setEncoding('utf8').on('data', (report: string) => this.#readProgress(report));
    const { imageFormat, fps, outputWidthPx: widthPx, outputHeightPx: heightPx } = encoder;
    tool.stdin.write(ivfHeader({ imageFormat, fps, widthPx, heightPx }));
  }

  get pid(): number {
    return this.#tool.pid;
  }

  get command(): string {
    return this.#tool.command;
  }

  async write(image: Buffer): Promise<void> {
    if (this.#tool.stdin.destroyed) return this.#failed;
    const frame = this.#framesWritten++;
    if (image === this.#sent?.image && frame < this.#sent.frame + MAX_REPEATED_FRAMES) return;
    this.#send(image, frame);
    if (this.#waitingImages < MAX_WAITING_IMAGES) return;
    const room = new Promise<void>((resolve) => {
      this.#onRoom = resolve;
    });
    await Promise.race([room, this.#failed]);
  }

  async finish(): Promise<void> {
    this.#isFinishing = true;
    this.#arm();
    // Another image after the last frame tells how long that one lasts; it is not encoded.
    if (this.#sent !== null) this.#send(this.#sent.image, this.#framesWritten);
    this.#tool.stdin.end();
    const error = await this.#tool.exited;
    this.#disarm();
    if (this.#stall !== null) throw this.#stall;
    if (error !== null) throw error;
    if (this.#imageLost || this.#framesWritten !== this.#frameCount) throw endedEarly(this.command);
  }

  async abort(): Promise<void> {
    this.#disarm();
    await this.#tool.kill();
  }

  #send(image: Buffer, frame: number): void {
    this.#sent = { image, frame };
    this.#waitingImages++;
    if (this.#timer === null) this.#arm();
    const { stdin } = this.#tool;
    stdin.cork();
    stdin.write(ivfFrameHeader(frame, image.length));
    stdin.write(image, (error) => this.#taken(error));
    // Header and image leave in one call, uncopied.
    stdin.uncork();
  }

  /** ffmpeg has taken one image off our hands; or never will, then its exit tells why. */
  #taken(error: Error | null | undefined): void {
    if (error) {
      this.#imageLost = true;
      return;
    }
    this.#waitingImages--;
    if (this.#waitingImages === 0 && !this.#isFinishing) this.#disarm();
    else this.#rearm();
    this.#onRoom?.();
    this.#onRoom = null;
  }

  /** Some versions report once a second whatever happens: only another number of frames is a sign of life. */
  #readProgress(report: string): void {
    const frames = /frame=(\d+)/.exec(report)?.[1];
    if (frames === undefined || frames === this.#framesEncoded) return;
    this.#framesEncoded = frames;
    this.#rearm();
  }

  #arm(): void {
    this.#disarm();
    this.#timer = setTimeout(() => {
      const { command } = this.#tool;
      this.#stall = new RenderError(
        'FFMPEG_FAILED',
        `The encoder has done nothing for ${this.#timeoutMs} ms and was ended. Try again with fewer workers.`,
        { timeoutMs: this.#timeoutMs, command, fix: 'Try again with fewer workers.' },
      );
      void this.#tool.kill();
    }, this.#timeoutMs);
  }

  #rearm(): void {
    if (this.#timer !== null) this.#arm();
  }

  #disarm(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}

function endedEarly(command: string): RenderError {
  return new RenderError('FFMPEG_FAILED', 'The encoder ended before it had all its frames. Try again.', {
    command,
    fix: 'Try again.',
  });
}
