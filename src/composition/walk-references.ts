import { access, constants, readFile, stat } from 'node:fs/promises';
import { RenderError } from '../errors/index.js';
import { collectCssReferences } from './collect-css-references.js';
import { collectHtmlReferences } from './collect-html-references.js';
import { collectModuleReferences } from './collect-module-references.js';
import { documentBase } from './document-base.js';
import { type ImportMap, mapSpecifier, readImportMap } from './import-map.js';
import { parseHtml } from './parse-html.js';
import type { Reference, ReferenceKind, Referrer } from './reference.js';
import { describeReference, locateReference, resolveReference } from './resolve-reference.js';

/** A file that the composition refers to. */
export interface ReferencedFile {
  /** Relative to the project, with `/`: where the page asks for it. */
  readonly path: string;
  /** Where its bytes are, links followed. */
  readonly absolutePath: string;
  readonly sizeBytes: number;
}

/** A file to read for its references, and the import map of the page it runs in. */
interface Visit {
  readonly path: string;
  readonly kind: ReferenceKind;
  readonly source: string;
  readonly importMap: ImportMap | null;
}

/**
 * Every file that is reached from a document by references written in HTML, CSS and JavaScript modules, each once, in
 * the order found, without the document itself.
 * @throws ASSET_MISSING for a file that is not there, a URL on another host and a module name that no import map knows;
 * PATH_NOT_ALLOWED for a path out of the project. All name the reference, the file and the line.
 */
export async function walkReferences(
  projectDir: string,
  entryFile: string,
  entrySource: string,
): Promise<ReferencedFile[]> {
  const files = new Map<string, ReferencedFile>();
  const visited = new Set<string>();
  const visits: Visit[] = [{ path: entryFile, kind: 'html', source: entrySource, importMap: null }];
  for (let visit = visits.shift(); visit !== undefined; visit = visits.shift()) {
    const { references, referrer, importMap } = referencesOf(visit);
    for (const reference of references) {
      const file = await findFile(projectDir, reference, referrer, importMap);
      if (file === null) continue;
      if (file.path !== entryFile) files.set(file.path, file);
      const key = `${reference.kind}:${file.path}`;
      if (reference.kind === 'other' || visited.has(key) || file.path === entryFile) continue;
      visited.add(key);
      const source = await readFile(file.absolutePath, 'utf8');
      visits.push({ path: file.path, kind: reference.kind, source, importMap });
    }
  }
  return [...files.values()];
}

function referencesOf({ path, kind, source, importMap }: Visit): {
  references: Reference[];
  referrer: Referrer;
  importMap: ImportMap | null;
} {
  const referrer = { file: path };
  if (kind === 'css') return { references: collectCssReferences(source), referrer, importMap };
  if (kind !== 'html') return { references: collectModuleReferences(source), referrer, importMap };
  const document = parseHtml(source, path);
  const references = collectHtmlReferences(document);
  const base = documentBase(document);
  return { references, referrer: { file: path, base }, importMap: readImportMap(document, base) };
}

async function findFile(
  projectDir: string,
  written: Reference,
  referrer: Referrer,
  importMap: ImportMap | null,
): Promise<ReferencedFile | null> {
  const mapped = written.isSpecifier ? mapSpecifier(written.text, importMap) : { address: written.text };
  if (mapped === null) {
    if (written.optional) return null;
    throw missing(written, referrer, 'is a bare module name that no import map of the page knows', {
      fix: 'Add it to a <script type="importmap">, or import the module by a relative path.',
    });
  }
  const reference = { ...written, text: mapped.address };
  const from = mapped.base === undefined ? referrer : { file: referrer.file, base: mapped.base };
  if (written.optional && /^([a-z][a-z0-9+.-]+:|\/\/)/i.test(mapped.address)) return null;
  const path = resolveReference(reference, from);
  if (path === null) return null;
  const absolutePath = await locateReference(projectDir, path, reference, referrer);
  const judged = absolutePath === null ? 'is missing' : await judgeFile(absolutePath);
  if (absolutePath !== null && typeof judged === 'number') return { path, absolutePath, sizeBytes: judged };
  if (written.optional) return null;
  throw missing(written, referrer, `${judged} (${path} in ${projectDir})`, {
    fix: 'Put the file there, or remove the reference.',
  });
}

/** The size of a file that can be read, or what is wrong with it. */
async function judgeFile(path: string): Promise<number | string> {
  const stats = await stat(path);
  if (!stats.isFile()) return 'is not a file';
  const readable = await access(path, constants.R_OK).then(
    () => true,
    () => false,
  );
  return readable ? stats.size : 'may not be read';
}

function missing(
  reference: Reference,
  referrer: Referrer,
  how: string,
  details: { readonly fix: string },
): RenderError {
  return new RenderError(
    'ASSET_MISSING',
    `${describeReference(reference, referrer)} ${how}. ${details.fix}`,
    { path: reference.text, file: referrer.file, line: reference.line, ...details },
  );
}
