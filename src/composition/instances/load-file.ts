import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RenderError } from '../../errors/index.js';
import { type Dom, type DomElement, describeDomElement, lineOf, loadDom } from '../dom.js';
import { findReferenced } from './relocate-reference.js';

/**
 * Loads the file that an element shows by `data-composition-src`. The path starts from the project folder.
 * @param shownFiles the files around the element, from the outside in.
 * @throws ASSET_MISSING and PATH_NOT_ALLOWED, COMPOSITION_INVALID for a file that would show itself, EMPTY_COMPOSITION
 * for one without content. All name the element.
 */
export async function loadFile(
  projectDir: string,
  host: DomElement,
  shownFiles: readonly string[],
): Promise<{ readonly dom: Dom; readonly file: string }> {
  const source = host.attribs['data-composition-src'] ?? '';
  const within = shownFiles.at(-1) ?? '';
  const file = await findReferenced(projectDir, source, { file: within, line: lineOf(host) });
  if (file === null) {
    const fix = 'Name an HTML file of the project, by its path from the project folder.';
    throw new RenderError(
      'COMPOSITION_INVALID',
      `${describeDomElement(host, within)} has data-composition-src="${source}". ${fix}`,
      { path: within, line: lineOf(host), attribute: 'data-composition-src', fix },
    );
  }
  if (shownFiles.includes(file)) {
    const circle = [...shownFiles.slice(shownFiles.indexOf(file)), file].join(' → ');
    throw new RenderError(
      'COMPOSITION_INVALID',
      `${describeDomElement(host, within)} shows ${file}, which shows itself: ${circle}. Break the cycle.`,
      { path: within, line: lineOf(host), files: shownFiles, fix: 'Break the cycle.' },
    );
  }
  const text = await readFile(join(projectDir, file), 'utf8');
  if (text.trim() === '') {
    const fix = 'Write the composition, or remove the element that shows it.';
    throw new RenderError(
      'EMPTY_COMPOSITION',
      `${file} is empty; ${describeDomElement(host, within)} shows it. ${fix}`,
      {
        path: file,
        fix,
      },
    );
  }
  return { dom: loadDom(text), file };
}
