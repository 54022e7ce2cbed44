import { access, constants, readFile, stat } from 'node:fs/promises';
import { isAbsolute, posix } from 'node:path';
import { RenderError } from '../errors/index.js';
import {
  isUnavailable,
  REMOTE_FOLDER,
  type RemoteFile,
  type RemoteSource,
  remotePathOf,
} from '../offline/index.js';
import { collectCssReferences } from './collect-css-references.js';
import { collectHtmlReferences } from './collect-html-references.js';
import { collectModuleReferences } from './collect-module-references.js';
import { documentBase } from './document-base.js';
import type { HtmlDocument } from './html-document.js';
import { type ImportMap, mapSpecifier, readImportMap } from './import-map.js';
import { parseHtml } from './parse-html.js';
import type { Reference, ReferenceKind, Referrer } from './reference.js';
import {
  describeReference,
  locateReference,
  outside,
  remoteUrlOf,
  resolveReference,
} from './resolve-reference.js';
import { isReplaceable, type Replacement, rewriteReferences } from './rewrite-references.js';
import { collectSheets, type StyleSource } from './style-sources.js';
import type { UnresolvedReference } from './unresolved.js';
import { withOrigins } from './with-origins.js';

/** A file that the composition refers to. */
export interface ReferencedFile {
  /** Relative to the project, with `/`: where the page asks for it. */
  readonly path: string;
  /** Where its bytes are, links followed. */
  readonly absolutePath: string;
  readonly sizeBytes: number;
  /** What it says instead, where references were changed. */
  readonly text?: string;
}

/** A file that came from elsewhere. */
export interface RemoteReference {
  readonly url: string;
  readonly kind: ReferenceKind;
  readonly path: string;
  readonly file: RemoteFile;
}

/** A file to read for its references. */
export interface Visit {
  readonly path: string;
  readonly kind: ReferenceKind;
  readonly source: string;
  /** The elements that the source of an HTML file was written from, with their files and lines. */
  readonly written?: HtmlDocument | undefined;
  /** That of the page it runs in. */
  readonly importMap: ImportMap | null;
  /** Where it came from, when that is another host. */
  readonly url?: string;
}

/** What one step of the walk knows about where it is. */
interface Here {
  readonly referrer: Referrer;
  readonly importMap: ImportMap | null;
}

/** Kinds of files that are read for what they refer to. */
const READ_KINDS: readonly ReferenceKind[] = ['html', 'css', 'module'];

/**
 * Follows references written in HTML, CSS and JavaScript modules from file to file. What leads to another host is asked
 * of the remote source, and gets the place of its copy written in its stead.
 */
export class ReferenceWalk {
  /** Every file that was reached, by path, in the order found. */
  readonly files = new Map<string, ReferencedFile>();
  readonly remotes = new Map<string, RemoteReference>();
  readonly unresolved: UnresolvedReference[] = [];
  /** Style sheets and `style` attributes that were met. */
  readonly styles: StyleSource[] = [];
  readonly #visited = new Set<string>();
  readonly #texts = new Map<string, string>();

  /** @param remote null: nothing is had from elsewhere. */
  constructor(
    private readonly projectDir: string,
    private readonly remote: RemoteSource | null,
  ) {}

  /**
   * Walks from one file to all that it leads to.
   * @throws ASSET_MISSING for a file that is not there and a module name that no import map knows; PATH_NOT_ALLOWED for
   * a path out of the project. All name the reference, the file and the line.
   */
  async follow(start: Visit): Promise<void> {
    const visits = [start];
    this.#visited.add(`${start.kind}:${start.path}`);
    for (let visit = visits.shift(); visit !== undefined; visit = visits.shift()) {
      visits.push(...(await this.#visit(visit)));
    }
  }

  /** What a file says after its references were changed; null when none was. */
  textOf(path: string): string | null {
    return this.#texts.get(path) ?? null;
  }

  async #visit(visit: Visit): Promise<Visit[]> {
    const source = visit.kind === 'html' ? visit.source.replace(/\r\n?/g, '\n') : visit.source;
    const { references, here } = referencesOf({ ...visit, source });
    this.styles.push(...collectSheets({ ...visit, source }));
    const replacements: Replacement[] = [];
    const next: Visit[] = [];
    for (const reference of references) {
      const found = await this.#find(reference, here);
      if (found === null) {
        const isUnseen = reference.optional && !reference.isSpecifier;
        if (isUnseen && isReplaceable(reference))
          replacements.push({ place: reference.place, address: 'data:,' });
        continue;
      }
      const { file, url } = found;
      this.files.set(file.path, this.files.get(file.path) ?? file);
      const address = addressFor(reference, here.referrer, file.path);
      if (address !== null && isReplaceable(reference))
        replacements.push({ place: reference.place, address });
      const key = `${reference.kind}:${file.path}`;
      if (!READ_KINDS.includes(reference.kind) || this.#visited.has(key)) continue;
      this.#visited.add(key);
      next.push({
        path: file.path,
        kind: reference.kind,
        source: await readFile(file.absolutePath, 'utf8'),
        importMap: here.importMap,
        ...(url !== undefined && { url }),
      });
    }
    if (replacements.length > 0) this.#texts.set(visit.path, rewriteReferences(source, replacements));
    return next;
  }

  async #find(written: Reference, here: Here): Promise<{ file: ReferencedFile; url?: string } | null> {
    const { referrer, importMap } = here;
    const mapped = written.isSpecifier ? mapSpecifier(written.text, importMap) : { address: written.text };
    if (mapped === null) return this.#findBare(written, referrer);
    const reference = { ...written, text: mapped.address };
    const from = mapped.base === undefined ? referrer : { file: referrer.file, base: mapped.base };
    const url = remoteUrlOf(reference, from);
    if (url !== null) return this.#findRemote(url, reference, referrer);
    const path = resolveReference(reference, from);
    return path === null ? null : this.#findLocal(path, reference, referrer);
  }

  async #findBare(written: Reference, referrer: Referrer) {
    const url =
      referrer.url === undefined ? null : await this.remote?.resolveBare(written.text, referrer.url);
    if (url != null) return this.#findRemote(url, written, referrer);
    if (written.optional) return null;
    throw missing(written, referrer, 'is a bare module name that no import map of the page knows', {
      fix: 'Add it to a <script type="importmap">, or import the module by a relative path.',
    });
  }

  async #findRemote(url: string, reference: Reference, referrer: Referrer) {
    const { kind, line, optional, file = referrer.file } = reference;
    const answer = await this.#askRemote(url, kind);
    if (isUnavailable(answer)) {
      const known = this.unresolved.some(
        (other) => other.url === url && other.file === file && other.line === line,
      );
      if (!optional && !known) this.unresolved.push({ url, kind, file, line, ...answer });
      return null;
    }
    const { absolutePath, sizeBytes, finalUrl } = answer;
    // Two addresses of one module are one module, as they would be for the browser after a redirect.
    const path = remotePathOf(kind === 'module' ? finalUrl : url, kind);
    this.remotes.set(`${kind}:${url}`, { url, kind, path, file: answer });
    return { file: { path, absolutePath, sizeBytes }, url: finalUrl };
  }

  async #askRemote(url: string, kind: ReferenceKind) {
    if (this.remote === null) return { why: 'it is on another host', temporary: false };
    if (kind === 'html') return { why: 'a page of another site cannot be shown', temporary: false };
    if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) {
      return { why: 'only https: and http: can be fetched', temporary: false };
    }
    return this.remote.find(url, kind);
  }

  async #findLocal(path: string, reference: Reference, referrer: Referrer) {
    const absolutePath = await locateReference(this.projectDir, path, reference, referrer);
    const judged = absolutePath === null ? 'is missing' : await judgeFile(absolutePath);
    if (absolutePath !== null && typeof judged === 'number') {
      return { file: { path, absolutePath, sizeBytes: judged } };
    }
    if (reference.optional) return null;
    if (absolutePath === null && (await liesOnDisk(reference.text))) throw outside(reference, referrer);
    throw missing(reference, referrer, `${judged} (${path} in ${this.projectDir})`, {
      fix: 'Put the file there, or remove the reference.',
    });
  }
}

function referencesOf({ path, kind, source, written, importMap, url }: Visit): {
  references: Reference[];
  here: Here;
} {
  const referrer = { file: path, ...(url !== undefined && { url }) };
  if (kind === 'css') return { references: collectCssReferences(source), here: { referrer, importMap } };
  if (kind !== 'html') return { references: collectModuleReferences(source), here: { referrer, importMap } };
  const parsed = parseHtml(source, path);
  const document = written === undefined ? parsed : withOrigins(parsed, written);
  const base = documentBase(document);
  return {
    references: collectHtmlReferences(document),
    here: { referrer: { ...referrer, base }, importMap: readImportMap(document, base) },
  };
}

/** What to write so that the page finds the copy of a file from elsewhere; null for a file of the project. */
function addressFor(reference: Reference, referrer: Referrer, path: string): string | null {
  if (!path.startsWith(`${REMOTE_FOLDER}/`)) return null;
  const from = referrer.base ?? referrer.file;
  const relative = encodePath(posix.relative(posix.dirname(from), path));
  if (reference.isSpecifier) return relative.startsWith('.') ? relative : `./${relative}`;
  return relative + (/#[^#]*$/.exec(reference.text)?.[0] ?? '');
}

function encodePath(path: string): string {
  return encodeURI(path).replace(/[?#]/g, encodeURIComponent);
}

/** Whether a path from the root of the disk was meant, which a site would not have. */
async function liesOnDisk(text: string): Promise<boolean> {
  const path = text.trim().replaceAll('\\', '/');
  return isAbsolute(path) && (await stat(path).catch(() => null)) !== null;
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
    { path: reference.text, file: reference.file ?? referrer.file, line: reference.line, ...details },
  );
}
