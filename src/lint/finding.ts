import type { LintProject } from './project.js';

/** One thing that a composition's sources show. */
export interface LintFinding {
  /** Name of the rule: `overlapping-clips`. */
  readonly rule: string;
  /** `error`: planning refuses it, or frames come out wrong. `warning`: look at it. */
  readonly severity: 'error' | 'warning';
  /** Relative to the project, with `/`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly message: string;
  /** What to do, one sentence. */
  readonly fix: string;
}

/** A check of a whole project. */
export interface LintRule {
  readonly name: string;
  check(
    project: LintProject,
  ): readonly Omit<LintFinding, 'rule'>[] | Promise<readonly Omit<LintFinding, 'rule'>[]>;
}
