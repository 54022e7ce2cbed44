import { mapSpecifier, type Reference, remoteUrlOf, resolveReference } from '../../composition/sources.js';
import { isRenderError } from '../../errors/index.js';
import { resolveInside } from '../../files/index.js';
import type { LintFinding, LintRule } from '../finding.js';
import type { LintReference } from '../project.js';

/** References to files that are not there, or not inside the project. */
export const missingAsset: LintRule = {
  name: 'missing-asset',
  async check({ projectDir, references }) {
    const findings = await Promise.all(references.map((each) => judge(projectDir, each)));
    return findings.filter((finding) => finding !== null);
  },
};

async function judge(
  projectDir: string,
  { reference, referrer, importMap }: LintReference,
): Promise<Omit<LintFinding, 'rule'> | null> {
  const at = { severity: 'error', file: referrer.file, line: reference.line } as const;
  const mapped = reference.isSpecifier
    ? mapSpecifier(reference.text, importMap)
    : { address: reference.text };
  if (reference.optional) return null;
  if (mapped === null) {
    const message = `"${reference.text}" is a bare module name that no import map of the page knows.`;
    return { ...at, message, fix: 'Add it to a <script type="importmap">, or import it by a relative path.' };
  }
  const meant: Reference = { ...reference, text: mapped.address };
  const from = mapped.base === undefined ? referrer : { file: referrer.file, base: mapped.base };
  try {
    if (remoteUrlOf(meant, from) !== null) return null;
    const path = resolveReference(meant, from);
    if (path === null || (await resolveInside(projectDir, path)) !== null) return null;
    return {
      ...at,
      message: `There is no file ${path}.`,
      fix: 'Put the file there, or remove the reference.',
    };
  } catch (error) {
    if (!isRenderError(error)) throw error;
    const message = `"${reference.text}" leads out of the project folder.`;
    return { ...at, message, fix: 'Copy the file into the project and refer to it by a relative path.' };
  }
}
