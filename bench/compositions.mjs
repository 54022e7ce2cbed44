// The compositions that are measured: where they are, and the media that some of them need.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Made to be measured, and made to be looked at. */
const OWN = fileURLToPath(new URL('./compositions/', import.meta.url));
const EXAMPLES = fileURLToPath(new URL('../examples/', import.meta.url));

/** What is rendered when nothing is named: all of the first, and of the second those that differ most from them. */
const OWN_NAMES = ['cards', 'static-hold', 'webgl', 'media'];
const EXAMPLE_NAMES = ['title-sequence', 'data-chart', 'soundtrack'];

/** Files that ffmpeg makes beside a composition: an object of file names and the arguments before each. */
const MEDIA_LIST = 'media.json';

/**
 * Folders of compositions.
 * @param dirs named as folders; before everything else.
 * @param names of `bench/compositions` and `examples`. Neither: the usual ones.
 */
export function findCompositions({ dirs, names, isQuick }) {
  if (dirs.length > 0) return dirs.map((dir) => resolve(dir));
  if (names === null)
    return [
      ...OWN_NAMES.map((name) => join(OWN, name)),
      ...(isQuick ? [] : EXAMPLE_NAMES.map((name) => join(EXAMPLES, name))),
    ];
  const all = [OWN, EXAMPLES].flatMap((folder) =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join(folder, name)),
  );
  return names.map((name) => {
    const match = all.find((dir) => basename(dir) === name);
    if (match !== undefined) return match;
    throw new Error(`There is no ${name}; there are ${all.map((dir) => basename(dir)).join(', ')}.`);
  });
}

/**
 * The folder to render: the composition's own, or a copy in the cache that has the media of its list.
 * @param cacheDir the benchmark's. @param ffmpegPath makes the media at the first need.
 */
export function prepareComposition(dir, { cacheDir, ffmpegPath }) {
  if (!existsSync(join(dir, MEDIA_LIST))) return dir;
  const parent = join(cacheDir, 'compositions', digestOf(dir));
  const ready = join(parent, basename(dir));
  if (existsSync(ready)) return ready;
  const unfinished = join(parent, `.${basename(dir)}-${process.pid}`);
  mkdirSync(parent, { recursive: true });
  cpSync(dir, unfinished, { recursive: true });
  rmSync(join(unfinished, MEDIA_LIST));
  for (const [name, args] of Object.entries(JSON.parse(readFileSync(join(dir, MEDIA_LIST), 'utf8')))) {
    execFileSync(ffmpegPath, ['-v', 'error', '-y', ...args, join(unfinished, name)], { stdio: 'inherit' });
  }
  renameSync(unfinished, ready);
  return ready;
}

/** A digest of every name and byte below a folder, sixteen hex digits. */
export function digestOf(dir) {
  const hash = createHash('sha256');
  for (const name of readdirSync(dir, { recursive: true }).sort()) {
    const bytes = readOrNull(join(dir, name));
    if (bytes !== null) hash.update(`${name}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex').slice(0, 16);
}

/** Null for a folder. */
function readOrNull(path) {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error.code === 'EISDIR') return null;
    throw error;
  }
}
