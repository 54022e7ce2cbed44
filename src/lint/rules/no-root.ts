import { rootOf } from '../clips.js';
import type { LintRule } from '../finding.js';
import { walkScript } from '../walk-script.js';

/** An entry document in which nothing is marked as the composition, and no script defines `window.__hf`. */
export const noRoot: LintRule = {
  name: 'no-root',
  check({ documents, scripts }) {
    const entry = documents.find(({ isEntry }) => isEntry);
    if (entry === undefined || rootOf(entry) !== null) return [];
    let definesHf = false;
    for (const script of scripts) {
      walkScript(script, (node) => {
        if (node.type === 'Identifier' && node.name === '__hf') definesHf = true;
        if (node.type === 'MemberExpression' && node.property.type === 'Identifier') {
          definesHf ||= node.property.name === '__hf';
        }
      });
    }
    if (definesHf) return [];
    return [
      {
        severity: 'warning',
        file: entry.file,
        line: 1,
        message: 'No element has data-composition-id, and no script defines window.__hf.',
        fix: 'Mark the root: <div data-composition-id="main" data-width="1920" data-height="1080" data-duration="10">, or render with --duration.',
      },
    ];
  },
};
