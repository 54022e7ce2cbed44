// How alike a film is to what the browser painted: against a lossless reference, made once per composition.

import { exec, execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { colourFilters } from '../dist/ffmpeg/colour-filters.js';
import { probeMedia } from '../dist/ffmpeg/index.js';
import { sha256OfFile } from '../dist/files/index.js';
import { digestOf } from './compositions.mjs';
import { fillCommand } from './measure-command.mjs';
import { CLI } from './measure-render.mjs';
import { pictureArgs, readLikeness } from './statistics.mjs';

const run = promisify(execFile);
const runInShell = promisify(exec);

/** Room for what the tools print. */
const MAX_PRINTED_BYTES = 64 * 1024 ** 2;

/** Folder of a reference's images while it is being made. */
const IMAGES = 'images';

/** Compares films with references, which are kept in the benchmark's cache by what the composition's folder holds. */
export class References {
  #likeness = new Map();

  /** @param tools paths of ffmpeg and ffprobe, environment of renders, folder of the cache, arguments of every render. */
  constructor({ ffmpegPath, ffprobePath, env, cacheDir, args }) {
    Object.assign(this, { ffmpegPath, ffprobePath, env, cacheDir, args: pictureArgs(args) });
  }

  /**
   * Compares a film of the composition in `dir` frame by frame.
   * @param lossless a peer's command that writes its own images of `{dir}` into the folder `{out}`; null: ours are taken.
   * @returns ssim (all planes, 1: equal), psnrDb (average), and how many frames the film has.
   */
  async compare(dir, filmPath, lossless = null) {
    const reference = await this.take(dir, lossless);
    // The same bytes come again run after run.
    const key = `${reference} ${await sha256OfFile(filmPath)}`;
    if (!this.#likeness.has(key)) this.#likeness.set(key, await this.#measure(reference, filmPath));
    return this.#likeness.get(key);
  }

  async #measure(reference, filmPath) {
    const [film, lossless] = await Promise.all([this.#probe(filmPath), this.#probe(reference)]);
    if (film.packetCount !== lossless.packetCount)
      process.stderr.write(`${filmPath} has ${film.packetCount} frames, not ${lossless.packetCount}\n`);
    // By number, as containers begin at different times. HD that names no matrix is shown as bt709 by players.
    const inOrder = 'settb=1/1000,setpts=N';
    const matrix = film.colorSpace === '' || film.colorSpace === 'unknown' ? 'in_color_matrix=bt709:' : '';
    const graph = [
      `[0:v]scale=${matrix}out_color_matrix=bt709:out_range=tv,format=yuv420p,${inOrder},split[a][b]`,
      `[1:v]${inOrder},split[c][d]`,
      '[a][c]ssim=shortest=1[e];[b][d]psnr=shortest=1[f]',
    ].join(';');
    const { stderr } = await this.#ffmpeg([
      ...['-nostats', '-i', filmPath, '-i', reference, '-lavfi', graph],
      ...['-map', '[e]', '-f', 'null', '-', '-map', '[f]', '-f', 'null', '-'],
    ]);
    return { ...readLikeness(stderr), outputFrames: film.packetCount };
  }

  async #probe(path) {
    return (await probeMedia(this.ffprobePath, path, { countPackets: true })).video;
  }

  /** The reference: yuv420p in limited bt709, compressed without loss. Made at the first need. */
  async take(dir, lossless = null) {
    const folder = join(this.cacheDir, 'references');
    const key = createHash('sha256').update(JSON.stringify([digestOf(dir), lossless, this.args]));
    const path = join(folder, `${basename(dir)}-${key.digest('hex').slice(0, 16)}.mkv`);
    if (existsSync(path)) return path;
    process.stderr.write(`making the lossless reference of ${basename(dir)}: ${lossless ?? 'our own'}\n`);
    mkdirSync(folder, { recursive: true });
    const workDir = mkdtempSync(join(folder, '.work-'));
    try {
      const unfinished = join(workDir, 'reference.mkv');
      if (lossless === null) await this.#renderImages(dir, workDir);
      else await this.#renderPeerImages(dir, workDir, lossless);
      await this.#joinImages(join(workDir, IMAGES), unfinished);
      renameSync(unfinished, path);
    } finally {
      rmSync(workDir, { recursive: true, force: true });
    }
    return path;
  }

  async #renderImages(dir, workDir) {
    const [images, runDir] = [join(workDir, IMAGES), join(workDir, 'run')];
    const how = ['--format', 'png-sequence', '--capture-mode', 'begin-frame', '--max-chunks', '2'];
    const args = [CLI, 'render', dir, '-o', images, '--run-dir', runDir, '--quiet', ...how, ...this.args];
    await run(process.execPath, args, { env: this.env, maxBuffer: MAX_PRINTED_BYTES });
  }

  async #renderPeerImages(dir, workDir, lossless) {
    const name = basename(dir);
    const copy = join(workDir, name);
    cpSync(dir, copy, { recursive: true });
    const command = fillCommand(lossless, { dir: copy, name, out: join(workDir, IMAGES) });
    await runInShell(command, { env: this.env, maxBuffer: MAX_PRINTED_BYTES });
  }

  /** With the conversion that the product applies to PNG. */
  async #joinImages(imageDir, outputPath) {
    const [first] = readdirSync(imageDir)
      .filter((name) => /\d\.png$/.test(name))
      .sort();
    const [, before, number] = /^(.*?)(\d+)\.png$/.exec(first);
    const path = join(imageDir, first);
    const { widthPx, heightPx } = (await probeMedia(this.ffprobePath, path, { isPng: true })).video;
    const size = { outputWidthPx: widthPx, outputHeightPx: heightPx };
    const filters = colourFilters({ codec: 'h264', alpha: false, imageFormat: 'png', ...size });
    await this.#ffmpeg([
      ...['-framerate', '30', '-start_number', number],
      ...['-i', join(imageDir, `${before}%0${number.length}d.png`), '-vf', filters],
      ...['-c:v', 'libx264', '-preset', 'superfast', '-qp', '0', '-fps_mode', 'passthrough', outputPath],
    ]);
  }

  #ffmpeg(args) {
    return run(this.ffmpegPath, ['-hide_banner', '-y', ...args], { maxBuffer: MAX_PRINTED_BYTES });
  }
}
