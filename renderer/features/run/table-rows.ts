import type { AttemptSnapshot, ChunkSnapshot } from '../../../src/contract/index.js';
import { describeChunk, groupOf, type LookGroup, lookOf } from '../../state/chunk-state.js';

/** A line of the chunk table: a chunk, or one of its attempts when it is open. */
export type TableRow =
  | { readonly kind: 'chunk'; readonly key: string; readonly chunk: ChunkSnapshot; readonly open: boolean }
  | {
      readonly kind: 'attempt';
      readonly key: string;
      readonly chunk: ChunkSnapshot;
      readonly attempt: AttemptSnapshot;
    };

export interface RowFilter {
  readonly group: LookGroup | null;
  readonly text: string;
}

/** The visible lines, in order of the film. The text matches number, state, worker and error code. */
export function tableRows(
  chunks: readonly ChunkSnapshot[],
  open: ReadonlySet<number>,
  filter: RowFilter,
): TableRow[] {
  return chunks
    .filter((chunk) => matches(chunk, filter))
    .flatMap((chunk): TableRow[] => {
      const isOpen = open.has(chunk.index) && chunk.attempts.length > 0;
      const row = { kind: 'chunk', key: `c${chunk.index}`, chunk, open: isOpen } as const;
      if (!isOpen) return [row];
      return [
        row,
        ...chunk.attempts.map(
          (attempt) =>
            ({ kind: 'attempt', key: `c${chunk.index}.${attempt.attempt}`, chunk, attempt }) as const,
        ),
      ];
    });
}

function matches(chunk: ChunkSnapshot, { group, text }: RowFilter): boolean {
  if (group !== null && groupOf(lookOf(chunk)) !== group) return false;
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return true;
  const worker = chunk.attempts.at(-1)?.workerId;
  const words = [
    String(chunk.index),
    describeChunk(chunk),
    worker === undefined ? '' : `w${worker + 1}`,
    chunk.error?.code ?? '',
    chunk.webgl?.renderer ?? '',
  ];
  return words.some((word) => word.toLowerCase().includes(wanted));
}

/** A chunk as one line of text, for the clipboard. */
export function toRowText(chunk: ChunkSnapshot): string {
  const worker = chunk.attempts.at(-1)?.workerId;
  return [
    `chunk ${chunk.index}`,
    describeChunk(chunk),
    `frames ${chunk.start}-${chunk.end - 1} (${chunk.framesDone}/${chunk.framesTotal})`,
    `attempt ${chunk.attempts.length}`,
    worker === undefined ? '' : `W${worker + 1}`,
    chunk.result === null ? '' : `sha256 ${chunk.result.sha256}`,
    chunk.webgl?.renderer ?? '',
    chunk.error?.code ?? '',
  ]
    .filter((part) => part !== '')
    .join('\t');
}
