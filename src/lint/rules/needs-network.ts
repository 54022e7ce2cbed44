import { mapSpecifier, type Reference, remoteUrlOf } from '../../composition/sources.js';
import { isUnavailable } from '../../offline/index.js';
import type { LintRule } from '../finding.js';

/** URLs that neither the project nor an installed package nor an earlier download answers. */
export const needsNetwork: LintRule = {
  name: 'needs-network',
  async check({ references, remote }) {
    const findings = [];
    for (const { reference, referrer, importMap } of references) {
      const mapped = reference.isSpecifier ? mapSpecifier(reference.text, importMap) : null;
      const meant: Reference = mapped === null ? reference : { ...reference, text: mapped.address };
      const url = remoteUrlOf(meant, referrer);
      if (url === null || reference.optional) continue;
      const answer = await remote.find(url, reference.kind);
      if (!isUnavailable(answer)) continue;
      findings.push({
        severity: 'warning' as const,
        file: referrer.file,
        line: reference.line,
        message: `${url} needs the network (${answer.why}).`,
        fix: 'Run "framelane vendor" once while online, install the npm package, or copy the file into the project.',
      });
    }
    return findings;
  },
};
