import { durationOf, type LintClip, readLintClips } from '../clips.js';
import type { LintFinding, LintRule } from '../finding.js';

type Found = Omit<LintFinding, 'rule'>;

const nameOf = ({ id, element }: LintClip) =>
  id === '' ? `<${element.tag}> in line ${element.line}` : `"${id}"`;

/** Clips on one track at the same time. */
export const overlappingClips: LintRule = {
  name: 'overlapping-clips',
  check: ({ documents }) =>
    documents.flatMap((document) => {
      const clips = readLintClips(document).filter(
        ({ track, startSec }) => track !== null && startSec !== null,
      );
      return clips.flatMap((clip, index) =>
        clips.slice(0, index).flatMap((other): Found[] => {
          if (clip.track !== other.track || !overlaps(clip, other)) return [];
          return [
            {
              severity: 'warning',
              file: document.file,
              line: clip.element.line,
              message: `${nameOf(clip)} and ${nameOf(other)} are on track ${clip.track} at the same time (${span(clip)} and ${span(other)}).`,
              fix: 'Move one to another track, or change their times.',
            },
          ];
        }),
      );
    }),
};

/** Clips that are never seen or heard: they start at the end or later, or end before they start. */
export const unreachableClip: LintRule = {
  name: 'unreachable-clip',
  check: ({ documents }) =>
    documents.flatMap((document) => {
      const durationSec = durationOf(document);
      return readLintClips(document).flatMap((clip): Found[] => {
        const { startSec, endSec, element } = clip;
        if (startSec === null) return [];
        const at = { severity: 'warning', file: document.file, line: element.line } as const;
        if (durationSec !== null && startSec >= durationSec) {
          const message = `${nameOf(clip)} starts at ${startSec} s, and the composition ends at ${durationSec} s.`;
          return [{ ...at, message, fix: 'Start it earlier, or make the composition longer.' }];
        }
        if (endSec !== null && endSec <= Math.max(0, startSec)) {
          const message = `${nameOf(clip)} ends at ${endSec} s and is never shown (it starts at ${startSec} s).`;
          return [{ ...at, message, fix: 'Give it a data-duration above 0.' }];
        }
        return [];
      });
    }),
};

function overlaps(a: LintClip, b: LintClip): boolean {
  const [startA, startB] = [a.startSec ?? 0, b.startSec ?? 0];
  const [endA, endB] = [a.endSec ?? Number.POSITIVE_INFINITY, b.endSec ?? Number.POSITIVE_INFINITY];
  // Sums of decimal fractions: 0.1 + 0.2 must not overlap 0.3.
  return startA < endB - 1e-6 && startB < endA - 1e-6;
}

function span({ startSec, endSec }: LintClip): string {
  const short = (sec: number) => Number(sec.toFixed(3));
  return `${short(startSec ?? 0)} s to ${endSec === null ? 'the end' : `${short(endSec)} s`}`;
}
