import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readComposition } from '../composition/index.js';
import { getDefaults, type Sample } from '../contract/index.js';

/** The compositions that come with Framelane. @param examplesDir the folder that holds one folder for each. */
export async function listSamples(examplesDir: string): Promise<Sample[]> {
  const entries = await readdir(examplesDir, { withFileTypes: true }).catch(() => []);
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const samples = await Promise.all(folders.sort().map((name) => readSample(join(examplesDir, name), name)));
  return samples.filter((sample) => sample !== null);
}

/** Null for a folder that holds no composition. */
async function readSample(folder: string, sampleId: string): Promise<Sample | null> {
  const composition = await readComposition(folder, 'index.html').catch(() => null);
  if (composition === null || composition.durationSec === null) return null;
  const { fallbackWidthPx, fallbackHeightPx } = getDefaults();
  const title = /<title>([^<]*)<\/title>/i.exec(composition.entrySource)?.[1]?.trim();
  return {
    sampleId,
    name: title || sampleId,
    description: await readFirstSentence(join(folder, 'README.md')),
    durationSec: composition.durationSec,
    widthPx: composition.widthPx ?? fallbackWidthPx,
    heightPx: composition.heightPx ?? fallbackHeightPx,
  };
}

/** The first sentence below the heading of a README, as plain text. */
async function readFirstSentence(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const paragraph =
    text
      .replace(/^#.*$/gm, '')
      .trim()
      .split(/\n\s*\n/, 1)[0] ?? '';
  const sentence = /^.*?[.:;](?=\s|$)/s.exec(paragraph)?.[0] ?? paragraph;
  return sentence.replace(/[`*]/g, '').replace(/\s+/g, ' ').replace(/[:;]$/, '.');
}
