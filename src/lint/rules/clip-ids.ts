import { parseStart } from '../../page/runtime/relative-start.js';
import { readLintClips } from '../clips.js';
import type { LintFinding, LintRule } from '../finding.js';
import type { LintDocument } from '../project.js';

type Found = Omit<LintFinding, 'rule'>;

/** Clips without an id: messages cannot name them, and nothing can start after them. */
export const missingId: LintRule = {
  name: 'missing-id',
  check: ({ documents }) =>
    documents.flatMap((document) =>
      readLintClips(document)
        .filter(({ id }) => id === '')
        .map(
          ({ element }): Found => ({
            severity: 'warning',
            file: document.file,
            line: element.line,
            message: `This <${element.tag}> is a clip and has no id.`,
            fix: 'Give it an id, so that messages name it and other clips can start after it.',
          }),
        ),
    ),
};

/** Ids that two elements of a document have. */
export const duplicateId: LintRule = {
  name: 'duplicate-id',
  check: ({ documents }) => documents.flatMap(findDuplicates),
};

/** Starts that name a clip which is not there. */
export const unknownStart: LintRule = {
  name: 'unknown-start',
  check: ({ documents }) =>
    documents.flatMap((document) => {
      const names = new Set(
        document.elements.flatMap(({ attributes }) => [attributes.id, attributes['data-composition-id']]),
      );
      return readLintClips(document).flatMap(({ element }): Found[] => {
        const text = element.attributes['data-start'] ?? '';
        const start = parseStart(text);
        const at = { severity: 'error', file: document.file, line: element.line } as const;
        if (start === null) {
          const message = `data-start="${text}" is neither seconds nor "clipId + seconds".`;
          return [{ ...at, message, fix: 'Write seconds, or the id of a clip and an offset.' }];
        }
        if (start.kind === 'absolute' || names.has(start.clipId)) return [];
        const message = `data-start="${text}" names the clip "${start.clipId}", and nothing has that id.`;
        return [{ ...at, message, fix: 'Correct the id, or write seconds.' }];
      });
    }),
};

/** Clips that wait for each other. */
export const startCycle: LintRule = {
  name: 'start-cycle',
  check: ({ documents }) =>
    documents.flatMap((document) => {
      const clips = readLintClips(document);
      const next = new Map(
        clips.flatMap(({ id, element }) => {
          const start = parseStart(element.attributes['data-start'] ?? '');
          return start?.kind === 'after' && id !== '' ? [[id, start.clipId] as const] : [];
        }),
      );
      return clips.flatMap(({ id, element }): Found[] => {
        const way = [id];
        for (let at = next.get(id); at !== undefined && way.length <= next.size; at = next.get(at)) {
          way.push(at);
          if (at !== id) continue;
          const message = `The clips ${way.map((name) => `"${name}"`).join(' → ')} wait for each other.`;
          const fix = 'Give one of them a start in seconds.';
          return [{ severity: 'error', file: document.file, line: element.line, message, fix }];
        }
        return [];
      });
    }),
};

function findDuplicates(document: LintDocument): Found[] {
  const lines = new Map<string, number>();
  return document.elements.flatMap(({ attributes, line, inTemplate }): Found[] => {
    const { id } = attributes;
    if (!id || (document.isEntry && inTemplate)) return [];
    const first = lines.get(id);
    if (first === undefined) {
      lines.set(id, line);
      return [];
    }
    const message = `The id "${id}" is already used in line ${first}.`;
    return [
      { severity: 'error', file: document.file, line, message, fix: 'Give each element an id of its own.' },
    ];
  });
}
