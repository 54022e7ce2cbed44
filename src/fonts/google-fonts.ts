import type { WantedFace } from './fontsource.js';

/** A family that a Google Fonts style sheet asks for. */
export interface GoogleFamily {
  readonly family: string;
  readonly faces: readonly WantedFace[];
}

/** Reads the address of a Google Fonts style sheet (`/css2`, `/css`, `/icon`); null for every other address. */
export function parseGoogleFontsUrl(url: string): GoogleFamily[] | null {
  if (!URL.canParse(url)) return null;
  const { host, pathname, searchParams } = new URL(url);
  if (host !== 'fonts.googleapis.com') return null;
  if (pathname === '/css2') return searchParams.getAll('family').map(readCss2Family);
  if (pathname === '/css' || pathname === '/icon') {
    return searchParams
      .getAll('family')
      .flatMap((value) => value.split('|'))
      .filter((value) => value !== '')
      .map(readCssFamily);
  }
  return null;
}

/** `Inter:ital,wght@0,400;1,700`, `Roboto:wght@400..700`, `Inter`. */
function readCss2Family(value: string): GoogleFamily {
  const [family = '', spec = ''] = value.split(':', 2);
  const [axisList = '', tupleList = ''] = spec.split('@', 2);
  const axes = axisList.split(',');
  const faces = tupleList
    .split(';')
    .filter((tuple) => tuple !== '')
    .map((tuple): WantedFace => {
      const values = tuple.split(',');
      const of = (axis: string) => values[axes.indexOf(axis)];
      return { weight: of('wght') ?? '400', italic: of('ital') === '1' };
    });
  return { family: family.trim(), faces: unique(faces) };
}

/** `Roboto:400,700italic`, `Open Sans`. */
function readCssFamily(value: string): GoogleFamily {
  const [family = '', spec = ''] = value.split(':', 2);
  const faces = spec
    .split(',')
    .filter((variant) => variant !== '')
    .map((variant): WantedFace => {
      const weight = /\d{3}/.exec(variant)?.[0] ?? (/^b(old)?/i.test(variant) ? '700' : '400');
      return { weight, italic: /i(talic)?$/i.test(variant) };
    });
  return { family: family.trim(), faces: unique(faces) };
}

function unique(faces: readonly WantedFace[]): WantedFace[] {
  const known = new Map(faces.map((face) => [`${face.weight}${face.italic}`, face]));
  return known.size === 0 ? [{ weight: '400', italic: false }] : [...known.values()];
}
