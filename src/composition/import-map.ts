import type { HtmlDocument } from './html-document.js';

/** The `imports` of a page's import map: what bare module names mean. */
export interface ImportMap {
  readonly imports: Readonly<Record<string, string>>;
  /** The document that holds it; its addresses start from there. */
  readonly file: string;
}

/** The import map of a document; empty when it has none, or one that is not valid JSON (the browser reports that). */
export function readImportMap(document: HtmlDocument, base: string): ImportMap {
  const script = document.elements.find(
    ({ tag, attributes, inTemplate }) =>
      tag === 'script' && !inTemplate && attributes.type?.trim().toLowerCase() === 'importmap',
  );
  return { imports: parseImports(script?.text ?? '{}'), file: base };
}

/**
 * What a module specifier means: itself when it is a path or URL, else what the map says.
 * @returns the address and the file it is relative to (undefined: the importing module), or null for an unknown name.
 */
export function mapSpecifier(
  specifier: string,
  map: ImportMap | null,
): { readonly address: string; readonly base?: string } | null {
  const exact = map?.imports[specifier];
  if (map !== null && exact !== undefined) return { address: exact, base: map.file };
  const prefix = Object.keys(map?.imports ?? {})
    .filter((key) => key.endsWith('/') && specifier.startsWith(key))
    .sort((a, b) => b.length - a.length)[0];
  if (map !== null && prefix !== undefined) {
    return { address: `${map.imports[prefix]}${specifier.slice(prefix.length)}`, base: map.file };
  }
  return /^(\.{0,2}\/|[a-z][a-z0-9+.-]*:)/i.test(specifier) ? { address: specifier } : null;
}

function parseImports(json: string): Record<string, string> {
  try {
    const parsed: unknown = JSON.parse(json);
    const imports: unknown =
      typeof parsed === 'object' && parsed !== null && 'imports' in parsed ? parsed.imports : {};
    const entries = Object.entries(typeof imports === 'object' && imports !== null ? imports : {});
    return Object.fromEntries(
      entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  } catch {
    return {};
  }
}
