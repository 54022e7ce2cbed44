import { resolve } from 'node:path';
import { createRemoteSource } from '../offline/index.js';
import type { LintFinding } from './finding.js';
import { readLintProject } from './read-project.js';
import { RULES } from './rules/index.js';

export interface LintOptions {
  /** Where earlier downloads and packages are looked for. */
  readonly cacheDir: string;
}

/**
 * Reads a composition's sources and lists what a render would stumble over or other players would show differently.
 * Nothing is run and nothing is fetched.
 * @returns sorted by file, line and rule.
 * @throws INPUT_NOT_FOUND when there is no entry document.
 */
export async function lintProject(
  projectDir: string,
  entryFile: string,
  { cacheDir }: LintOptions,
): Promise<LintFinding[]> {
  const dir = resolve(projectDir);
  const remote = await createRemoteSource({ projectDir: dir, cacheDir, network: false });
  const project = await readLintProject(dir, entryFile, remote);
  const findings: LintFinding[] = [];
  for (const { name, check } of RULES) {
    for (const finding of await check(project)) findings.push({ rule: name, ...finding });
  }
  const known = new Map(findings.map((finding) => [JSON.stringify(finding), finding]));
  return [...known.values()].sort(compare);
}

function compare(a: LintFinding, b: LintFinding): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  if (a.line !== b.line) return a.line - b.line;
  return a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0;
}
