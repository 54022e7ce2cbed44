import { readFile, realpath, stat } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import type { VariableValues } from '../contract/index.js';
import { RenderError } from '../errors/index.js';
import { resolveInside, toPosix } from '../files/index.js';
import { compileDocument } from './compile-document.js';
import type { Composition } from './composition.js';
import type { HtmlDocument, HtmlElement } from './html-document.js';
import { describeElement, isInside, parseHtml } from './parse-html.js';
import { readClips, toMarkedClips } from './read-clips.js';
import { readMediaParts } from './read-media-parts.js';
import { findRoot, readRootAttributes } from './read-root.js';

/**
 * Reads and checks the entry document of a composition. A fragment without `<html>` gets a document around it, with no
 * margins. A page without a root is accepted here: it may define `window.__hf`, which only a browser can tell.
 * @param entryFile relative to the folder.
 * @param variables values for the variables of the entry document.
 * @throws INPUT_NOT_FOUND, ASSET_MISSING, PATH_NOT_ALLOWED, COMPOSITION_INVALID, DURATION_OUT_OF_RANGE, EMPTY_COMPOSITION.
 */
export async function readComposition(
  projectDir: string,
  entryFile: string,
  variables: VariableValues = {},
): Promise<Composition> {
  const { root: folder, path, source } = await readEntry(projectDir, entryFile);
  const whole = parseHtml(source, path).hasHtmlTag ? source : wrapFragment(source);
  const { document, ...compiled } = await compileDocument(folder, path, whole, variables);
  const root = findRoot(document);
  assertSomethingToShow(document, root);
  const times = readClips(document, root);
  return {
    projectDir: folder,
    entryFile: path,
    entrySource: compiled.source,
    entryDocument: document,
    ...readRootAttributes(document, root),
    clips: toMarkedClips(times),
    ...readMediaParts(document, times),
    declaredVariables: compiled.declaredVariables,
    variables: compiled.variables,
    warnings: compiled.warnings,
  };
}

async function readEntry(
  projectDir: string,
  entryFile: string,
): Promise<{ root: string; path: string; source: string }> {
  const folder = resolve(projectDir);
  const stats = await stat(folder).catch(() => null);
  if (stats === null || !stats.isDirectory()) {
    const what = stats === null ? 'There is no folder' : 'This is not a folder:';
    throw new RenderError('INPUT_NOT_FOUND', `${what} ${folder}. Name the folder that holds ${entryFile}.`, {
      path: folder,
      fix: `Name the folder that holds ${entryFile}.`,
    });
  }
  const file = await resolveInside(folder, entryFile);
  if (file === null || !(await stat(file)).isFile()) {
    throw new RenderError(
      'INPUT_NOT_FOUND',
      `There is no file ${entryFile} in ${folder}. Create it, or name another one as entryFile.`,
      { path: resolve(folder, entryFile), field: 'entryFile', fix: 'Name the HTML file as entryFile.' },
    );
  }
  const path = toPosix(relative(folder, resolve(folder, entryFile)));
  return { root: await realpath(folder), path, source: await readFile(file, 'utf8') };
}

/** Puts a document around a fragment, whose lines keep their numbers. */
function wrapFragment(fragment: string): string {
  const head = '<meta charset="utf-8"><style>html,body{margin:0}</style>';
  return `<!doctype html><html><head>${head}</head><body>${fragment}\n</body></html>\n`;
}

function assertSomethingToShow(document: HtmlDocument, root: HtmlElement | null): void {
  const isShown = ({ tag, inTemplate }: HtmlElement) =>
    !inTemplate && !['html', 'head', 'body', 'meta', 'title', 'link', 'style', 'base'].includes(tag);
  const hasScript = document.elements.some(({ tag, inTemplate }) => tag === 'script' && !inTemplate);
  const hasContent =
    root === null
      ? document.elements.some(isShown)
      : root.text.trim() !== '' ||
        document.elements.some((element) => isShown(element) && isInside(element, root));
  if (hasScript || hasContent) return;
  const what = root === null ? document.file : describeElement(root);
  throw new RenderError(
    'EMPTY_COMPOSITION',
    `${what} holds nothing to show: no elements, no text, and the page has no script.`,
    { path: document.file, fix: 'Put the content of the composition inside the root.' },
  );
}
