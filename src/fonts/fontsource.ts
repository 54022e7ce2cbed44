import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findPackage, type InstalledPackage } from '../packages/index.js';
import { type FontFaceRule, readFontFaces } from './font-face.js';

/** One face of a family that is wanted. */
export interface WantedFace {
  /** `400`, or a span `100..900`. */
  readonly weight: string;
  readonly italic: boolean;
}

/** Addresses files of a package as a CDN does, so that they are found like everything that a composition loads. */
const CDN = 'https://cdn.jsdelivr.net/npm';

/** The npm names of a family, the one with variable weights first. */
export function fontsourcePackages(family: string): string[] {
  const id = family
    .toLowerCase()
    .replace(/ variable$/, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return id === '' ? [] : [`@fontsource-variable/${id}`, `@fontsource/${id}`];
}

/**
 * The faces of a family that Google Fonts would send, from an installed `@fontsource` package, under the name that the
 * composition uses; null when no package is installed. A weight that the package does not have is left out, as there.
 */
export async function readFontsourceFaces(
  folders: readonly string[],
  family: string,
  wanted: readonly WantedFace[],
): Promise<FontFaceRule[] | null> {
  for (const name of fontsourcePackages(family)) {
    const { found } = await findPackage(folders, name, null);
    if (found === null) continue;
    const isVariable = name.startsWith('@fontsource-variable/');
    const read = isVariable ? readVariableFace : readStaticFace;
    const faces = (await Promise.all(wanted.map((face) => read(found, family, face)))).flat();
    if (faces.length > 0) return faces;
  }
  return null;
}

/**
 * The faces of a family that a composition names without bringing it: all weights of a variable package, else those
 * that are used; null when no package is installed.
 */
export async function readInstalledFamily(
  folders: readonly string[],
  family: string,
  weights: Iterable<number>,
  italic: boolean,
): Promise<FontFaceRule[] | null> {
  const wanted = [...weights]
    .sort((a, b) => a - b)
    .map((weight) => ({ weight: String(weight), italic: false }));
  const slanted = italic ? wanted.map((face) => ({ ...face, italic: true })) : [];
  const [variable = '', fixed = ''] = fontsourcePackages(family);
  const { found } = await findPackage(folders, variable, null);
  if (found !== null) {
    const all = { weight: ALL_WEIGHTS, italic: false };
    const upright = await readVariableFace(found, family, all);
    return [...upright, ...(italic ? await readVariableFace(found, family, { ...all, italic }) : [])];
  }
  const pack = await findPackage(folders, fixed, null);
  if (pack.found === null) return null;
  const faces = await Promise.all(
    [...wanted, ...slanted].map((face) => readStaticFace(pack.found, family, face)),
  );
  return faces.flat();
}

/** Its woff2 files hold the colours as SVG, which Chrome does not draw; its woff files hold them as COLR as well. */
const COLOUR_EMOJI = '@fontsource/noto-color-emoji';

/** Every weight that a variable font has. */
const ALL_WEIGHTS = '';

async function readVariableFace(
  pack: InstalledPackage,
  family: string,
  { weight, italic }: WantedFace,
): Promise<FontFaceRule[]> {
  const names = italic ? ['wght-italic.css', 'standard-italic.css'] : ['wght.css', 'index.css'];
  const faces = await readFirst(pack, names);
  return faces.map((face) => ({
    ...addressed(pack, face),
    family,
    weight: weight === ALL_WEIGHTS ? face.weight : weight.replace('..', ' '),
  }));
}

async function readStaticFace(
  pack: InstalledPackage,
  family: string,
  { weight, italic }: WantedFace,
): Promise<FontFaceRule[]> {
  const own = weight.includes('..') ? '400' : weight;
  const faces = await readFirst(pack, [`${own}${italic ? '-italic' : ''}.css`]);
  return faces.map((face) => ({ ...addressed(pack, face), family }));
}

async function readFirst(
  { dir, manifest }: InstalledPackage,
  names: readonly string[],
): Promise<FontFaceRule[]> {
  for (const name of names) {
    const css = await readFile(join(dir, name), 'utf8').catch(() => null);
    if (css !== null) return readFontFaces(css, manifest.name === COLOUR_EMOJI ? 'woff' : 'woff2');
  }
  return [];
}

function addressed({ manifest }: InstalledPackage, face: FontFaceRule): FontFaceRule {
  if (face.url === null) return face;
  return { ...face, url: `${CDN}/${manifest.name}@${manifest.version}/${face.url.replace(/^\.\//, '')}` };
}
