import type { LintRule } from '../finding.js';

/** Scripts that a browser cannot read. */
export const syntaxError: LintRule = {
  name: 'syntax-error',
  check: ({ scripts }) =>
    scripts.flatMap(({ file, syntaxError: error }) =>
      error === null
        ? []
        : [
            {
              severity: 'error',
              file,
              line: error.line,
              message: `${error.message}.`,
              fix: 'Correct the script.',
            },
          ],
    ),
};
