import { RenderError } from '../../errors/index.js';
import {
  AWAITS_TIMELINE_ATTRIBUTE,
  INSTANCE_ATTRIBUTE,
  INSTANCE_ROOT_ATTRIBUTE,
  INSTANCE_VARIABLES_ATTRIBUTE,
} from '../../page/instance-marks.js';
import { type Dom, type DomElement, type DomNode, describeDomElement, edit, elementsIn } from '../dom.js';
import { bindVariables } from '../variables/bind-variables.js';
import { readDeclaredVariables, readVariableValues } from '../variables/declared-variable.js';
import { resolveVariables } from '../variables/resolve-variables.js';
import { InstanceNames } from './instance-names.js';
import { loadFile } from './load-file.js';
import { mergeRoot } from './merge-root.js';
import { readContent } from './read-content.js';
import { relocateMarkup } from './relocate-content.js';
import { relocateReference } from './relocate-reference.js';
import { scopeStyles } from './scope-styles.js';
import { ScriptQueue } from './script-queue.js';
import { separateSvgIds } from './separate-svg-ids.js';

/** More instances than this are a mistake: files that show each other many times multiply. */
const MAX_INSTANCES = 2000;

/** What was put into a document. */
export interface Expansion {
  /** The file that a node was taken from, with all that is inside it; nodes of the entry document have none. */
  readonly fileOf: (node: DomNode) => string | undefined;
  readonly instanceCount: number;
  readonly warnings: readonly string[];
}

interface Shown {
  /** Files around, from the outside in; the last one is that of the hosts looked at. */
  readonly files: readonly string[];
  readonly instanceId: string | null;
}

/**
 * Puts the content of every file that an element shows by `data-composition-src` into that element, at any depth, so
 * that everything after this sees one document: each showing is an instance, with an id, scoped styles, its own
 * variables and scripts that run for it alone.
 * @param base the path that relative references of the document start from.
 * @throws ASSET_MISSING, PATH_NOT_ALLOWED, COMPOSITION_INVALID, EMPTY_COMPOSITION; all name file and element.
 */
export async function expandInstances(
  dom: Dom,
  projectDir: string,
  entryFile: string,
  base: string,
): Promise<Expansion> {
  const files = new WeakMap<DomNode, string>();
  const names = new InstanceNames();
  const scripts = new ScriptQueue(dom, files);
  const warnings: string[] = [];
  const usedIds = new Set(
    dom('[id]')
      .toArray()
      .map(({ attribs }) => attribs.id ?? ''),
  );
  let instanceCount = 0;

  const expandIn = async (nodes: readonly DomNode[], shown: Shown): Promise<void> => {
    for (const host of [...elementsIn(nodes)].filter(isHost)) {
      instanceCount += 1;
      if (instanceCount > MAX_INSTANCES) throw tooMany(host, shown.files);
      await expandHost(host, shown);
    }
  };

  const expandHost = async (host: DomElement, shown: Shown): Promise<void> => {
    const within = shown.files.at(-1) ?? entryFile;
    const { dom: source, file } = await loadFile(projectDir, host, shown.files);
    const content = readContent(source, file, host.attribs['data-composition-id'] ?? null);
    const owner = `${file} in ${describeDomElement(host, within)}`;
    const variables = resolveVariables(
      readDeclaredVariables(content.declarers, file),
      readVariableValues(host, within),
      owner,
    );
    const instanceId = names.name(host, content.root, file, shown.instanceId);
    warnings.push(...variables.warnings);
    // Placed first: what is moved out of the content afterwards is then moved within one document.
    edit(host)
      .empty()
      .append([...content.nodes]);
    for (const node of host.children) files.set(node, file);
    const roots = mergeRoot(host, content.root);
    warnings.push(...bindVariables(host.children, roots, variables.values, file));
    for (const root of roots) root.attribs[INSTANCE_ROOT_ATTRIBUTE] = '';
    host.attribs[INSTANCE_ATTRIBUTE] = instanceId;
    host.attribs[INSTANCE_VARIABLES_ATTRIBUTE] = JSON.stringify(variables.values);
    separateSvgIds(host, instanceId, usedIds);
    const relocate = relocateReference.bind(null, projectDir, base);
    await relocateMarkup(host.children, file, relocate);
    await scopeStyles(host, instanceId, file, { projectDir, base, dom });
    const awaitsTimeline = await scripts.take(host, instanceId, file, relocate);
    if (awaitsTimeline) host.attribs[AWAITS_TIMELINE_ATTRIBUTE] = '';
    delete host.attribs['data-composition-src'];
    await expandIn(host.children, { files: [...shown.files, file], instanceId });
  };

  await expandIn(dom.root().contents().toArray(), { files: [entryFile], instanceId: null });
  scripts.append();
  return { fileOf: (node) => files.get(node), instanceCount, warnings };
}

function isHost({ attribs }: DomElement): boolean {
  return attribs['data-composition-src'] !== undefined;
}

function tooMany(host: DomElement, files: readonly string[]): RenderError {
  const fix = 'Show the files fewer times.';
  return new RenderError(
    'COMPOSITION_INVALID',
    `The composition shows more than ${MAX_INSTANCES} files: ${describeDomElement(host, files.at(-1) ?? '')} is the next. ${fix}`,
    { files, fix },
  );
}
