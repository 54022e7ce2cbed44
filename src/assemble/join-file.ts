import { copyFile, link, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { LockedRenderConfig } from '../contract/index.js';
import {
  buildConcatList,
  buildGifArgs,
  buildJoinArgs,
  buildPaletteArgs,
  type JoinRequest,
  type RunToolOptions,
  runTool,
} from '../ffmpeg/index.js';
import type { PlacedChunk } from './types.js';

/** What is joined to one file. */
export interface JoinFileRequest {
  readonly ffmpegPath: string;
  readonly encoder: LockedRenderConfig;
  readonly chunks: readonly PlacedChunk[];
  readonly audioPath: string | null;
  readonly outputPath: string;
  /** An empty folder for what is needed on the way. */
  readonly workDir: string;
}

/** Joins chunk files and the soundtrack to one file. @throws FFMPEG_FAILED, DISK_FULL, CANCELLED. */
export async function joinFile(request: JoinFileRequest, run: RunToolOptions): Promise<void> {
  const { ffmpegPath, encoder, audioPath, outputPath, workDir } = request;
  const chunks = await Promise.all(request.chunks.map((chunk) => withListableName(chunk, workDir)));
  const listPath = join(workDir, 'chunks.ffconcat');
  await writeFile(listPath, buildConcatList(chunks, encoder.fps));
  const joined: JoinRequest = { encoder, listPath, audioPath, outputPath };
  if (encoder.format !== 'gif') {
    await runTool(ffmpegPath, buildJoinArgs(joined), run);
    return;
  }
  // Twice over the chunks instead of once with a split: a split would hold every frame in memory.
  const palettePath = join(workDir, 'palette.png');
  await runTool(ffmpegPath, buildPaletteArgs(joined, palettePath), run);
  await runTool(ffmpegPath, buildGifArgs(joined, palettePath), run);
}

/** ffmpeg's lists are read line by line: a path with a line break gets another name for the while. */
async function withListableName(chunk: PlacedChunk, workDir: string): Promise<PlacedChunk> {
  if (!/[\r\n]/.test(chunk.path)) return chunk;
  const path = join(workDir, `chunk-${chunk.start}${extname(chunk.path).replaceAll(/[\r\n]/g, '')}`);
  await link(chunk.path, path).catch(() => copyFile(chunk.path, path));
  return { ...chunk, path };
}
