import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RenderError } from '../errors/index.js';
import { type Fetch, fetchPage, type LookUp } from '../offline/index.js';
import { TEMPORARY_PREFIX } from '../process/index.js';
import { collectHtmlReferences } from './collect-html-references.js';
import { parseHtml } from './parse-html.js';
import { isReplaceable, rewriteReferences } from './rewrite-references.js';

/** A page of a server as a project folder: its document, in which every reference is a whole URL. */
export interface SiteSnapshot {
  readonly projectDir: string;
  readonly entryFile: string;
  /** The server that the references lead back to. */
  readonly origin: string;
  remove(): Promise<void>;
}

/** Whether a caller names a page of a server instead of a folder. */
export function isSiteUrl(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text);
}

/**
 * Fetches a page, for example of a development server, to be planned like a folder.
 * @throws INPUT_NOT_FOUND when the server does not answer with the page.
 */
export async function snapshotSite(
  url: string,
  {
    fetch,
    lookUp,
    signal,
  }: { fetch?: Fetch | undefined; lookUp?: LookUp | undefined; signal?: AbortSignal | undefined },
): Promise<SiteSnapshot> {
  const { origin } = new URL(url);
  const projectDir = await mkdtemp(join(tmpdir(), `${TEMPORARY_PREFIX}site-`));
  const remove = () => rm(projectDir, { recursive: true, force: true });
  try {
    const path = join(projectDir, 'index.html');
    const answer = await fetchPage(url, path, { fetch, lookUp, signal, allowedOrigins: [origin] });
    if ('why' in answer) {
      const fix = 'Start the server, and name the address that a browser shows.';
      throw new RenderError('INPUT_NOT_FOUND', `${url} cannot be opened: ${answer.why}. ${fix}`, {
        url,
        fix,
      });
    }
    await writeFile(path, withWholeUrls(await readFile(path, 'utf8'), answer.finalUrl));
    return { projectDir, entryFile: 'index.html', origin, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

function withWholeUrls(html: string, pageUrl: string): string {
  const source = html.replace(/\r\n?/g, '\n');
  const replacements = collectHtmlReferences(parseHtml(source, 'index.html')).flatMap((reference) => {
    const text = reference.text.trim();
    const isAddress = !reference.isSpecifier || /^(\.{0,2}\/|[a-z][a-z0-9+.-]*:)/i.test(text);
    if (!isReplaceable(reference) || !isAddress || text === '' || text.startsWith('#')) return [];
    if (!URL.canParse(text, pageUrl)) return [];
    return [{ place: reference.place, address: new URL(text, pageUrl).href }];
  });
  return rewriteReferences(source, replacements);
}
