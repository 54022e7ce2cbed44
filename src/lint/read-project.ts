import { readFile } from 'node:fs/promises';
import { type Program, parse } from 'acorn';
import {
  collectCssReferences,
  collectHtmlReferences,
  collectModuleReferences,
  documentBase,
  type ImportMap,
  mapSpecifier,
  parseHtml,
  type Reference,
  type Referrer,
  readImportMap,
  remoteUrlOf,
  resolveReference,
} from '../composition/sources.js';
import { RenderError } from '../errors/index.js';
import { resolveInside } from '../files/index.js';
import type { RemoteSource } from '../offline/index.js';
import type { LintDocument, LintProject, LintReference, LintScript, LintSheet } from './project.js';

/** Code that is used, not written, by the author of a composition. */
const LIBRARY = /(^|\/)(node_modules|vendor|lib)\/|[.-]min\.m?js$/;

interface Visit {
  readonly path: string;
  readonly kind: Reference['kind'] | 'entry';
  readonly importMap: ImportMap | null;
}

/**
 * Reads the sources that an entry document leads to: its scripts, style sheets, modules, frames and the compositions
 * inside it. What is missing is a finding of a rule, not an error here.
 * @throws INPUT_NOT_FOUND when there is no entry document.
 */
export async function readLintProject(
  projectDir: string,
  entryFile: string,
  remote: RemoteSource,
): Promise<LintProject> {
  const documents: LintDocument[] = [];
  const scripts: LintScript[] = [];
  const sheets: LintSheet[] = [];
  const references: LintReference[] = [];
  const visits: Visit[] = [{ path: entryFile, kind: 'entry', importMap: null }];
  const seen = new Set<string>([entryFile]);
  for (let visit = visits.shift(); visit !== undefined; visit = visits.shift()) {
    const source = await readSource(projectDir, visit.path);
    if (source === null) {
      if (visit.kind === 'entry') throw noEntry(projectDir, entryFile);
      continue;
    }
    const read = readFileOf(visit, source);
    documents.push(...read.documents);
    scripts.push(...read.scripts);
    sheets.push(...read.sheets);
    references.push(...read.references);
    for (const next of [...read.references.flatMap(toVisit), ...read.inner]) {
      const isRead = ['html', 'css', 'module', 'script'].includes(next.kind);
      if (!isRead || seen.has(next.path) || LIBRARY.test(next.path)) continue;
      seen.add(next.path);
      visits.push(next);
    }
  }
  return { projectDir, documents, scripts, sheets, references, remote };
}

function readFileOf(visit: Visit, source: string) {
  const { path, kind, importMap } = visit;
  const none = { documents: [], scripts: [], sheets: [], inner: [] as Visit[] };
  const at = (reference: Reference): LintReference => ({ reference, referrer: { file: path }, importMap });
  if (kind === 'css') {
    const sheet = { file: path, firstLine: 1, css: source };
    return { ...none, sheets: [sheet], references: collectCssReferences(source).map(at) };
  }
  if (kind !== 'html' && kind !== 'entry') {
    const script = readScript(path, source, 1, kind === 'module');
    return { ...none, scripts: [script], references: collectModuleReferences(source).map(at) };
  }
  return readDocument(path, source, kind === 'entry');
}

function readDocument(path: string, source: string, isEntry: boolean) {
  const document = { ...parseHtml(source, path), isEntry };
  const base = documentBase(document);
  const importMap = readImportMap(document, base);
  const referrer: Referrer = { file: path, base };
  const scripts = document.elements.flatMap(({ tag, attributes, text, textLine }) => {
    const type = attributes.type?.trim().toLowerCase() ?? '';
    const isCode = type === '' || type === 'module' || type === 'text/javascript';
    const isInline = tag === 'script' && attributes.src === undefined && isCode && text.trim() !== '';
    return isInline ? [readScript(path, text, textLine, type === 'module')] : [];
  });
  const sheets = document.elements.flatMap(({ tag, text, textLine }) =>
    tag === 'style' ? [{ file: path, firstLine: textLine, css: text }] : [],
  );
  const inner = document.elements.flatMap(({ attributes }): Visit[] => {
    const text = attributes['data-composition-src'];
    return text === undefined
      ? []
      : [{ path: text.replace(/^(\.\/|\/)/, ''), kind: 'html', importMap: null }];
  });
  const references = collectHtmlReferences(document).map((reference): LintReference => {
    const element = document.elements.find(
      ({ line, attributes }) =>
        line === reference.line &&
        (attributes.src === reference.text || attributes.poster === reference.text),
    );
    return { reference, referrer, importMap, ...(element && { element }) };
  });
  return { documents: [document], scripts, sheets, references, inner };
}

function toVisit({ reference, referrer, importMap }: LintReference): Visit[] {
  const mapped = reference.isSpecifier
    ? mapSpecifier(reference.text, importMap)
    : { address: reference.text, base: undefined };
  if (mapped === null) return [];
  const meant = { ...reference, text: mapped.address };
  const from = mapped.base === undefined ? referrer : { file: referrer.file, base: mapped.base };
  try {
    if (remoteUrlOf(meant, from) !== null) return [];
    const path = resolveReference(meant, from);
    return path === null ? [] : [{ path, kind: reference.kind, importMap }];
  } catch {
    return [];
  }
}

function readScript(file: string, code: string, firstLine: number, isModule: boolean): LintScript {
  const sourceType = isModule ? 'module' : 'script';
  const base = { file, firstLine };
  try {
    const program: Program = parse(code, { ecmaVersion: 'latest', sourceType, locations: true });
    return { ...base, program, syntaxError: null };
  } catch (error) {
    const loc = error instanceof Error && 'loc' in error ? (error.loc as { line: number }) : { line: 1 };
    const message = error instanceof Error ? error.message.replace(/ \(\d+:\d+\)$/, '') : String(error);
    return { ...base, program: null, syntaxError: { line: firstLine + loc.line - 1, message } };
  }
}

async function readSource(projectDir: string, path: string): Promise<string | null> {
  const absolute = await resolveInside(projectDir, path).catch(() => null);
  return absolute === null ? null : readFile(absolute, 'utf8').catch(() => null);
}

function noEntry(projectDir: string, entryFile: string): RenderError {
  return new RenderError('INPUT_NOT_FOUND', `There is no file ${entryFile} in ${projectDir}.`, {
    path: entryFile,
    fix: 'Name the folder that holds index.html, or an HTML file.',
  });
}
