export type { LintFinding } from './finding.js';
export { lintProject } from './lint.js';
