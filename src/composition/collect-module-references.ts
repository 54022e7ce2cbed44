import { type Import, parse } from 'es-module-lexer';
import type { Reference, ReferenceKind } from './reference.js';

/**
 * The modules that a JavaScript module imports by a literal specifier. A dynamic `import()` is optional: it may never
 * run. A module that does not parse has none; the browser reports its error.
 * @param firstLine the line of the file on which the code begins.
 * @param offset of the code in its file.
 */
export function collectModuleReferences(code: string, firstLine = 1, offset = 0): Reference[] {
  return parseImports(code).flatMap((found): Reference[] => {
    if (found.type === 'import-meta' || found.specifier === undefined) return [];
    const dynamic = found.type === 'dynamic';
    if (dynamic && found.glob) return [];
    const line = firstLine + code.slice(0, found.start).split('\n').length - 1;
    const isQuoted = /["'`]/.test(code[found.start] ?? '');
    return [
      {
        text: found.specifier,
        kind: kindOf(found),
        line,
        optional: dynamic,
        isSpecifier: true,
        place: {
          start: found.start + offset,
          end: found.end + offset,
          syntax: isQuoted ? 'js-expression' : 'js-inside-quotes',
        },
      },
    ];
  });
}

function parseImports(code: string): readonly Import[] {
  try {
    return parse(code)[0];
  } catch {
    return [];
  }
}

/**
 * By the import's `type`. Without one a browser takes JavaScript only, whatever the name: development servers answer
 * `import './a.css'` with a script. What a dynamic import declares is not read, so there the name counts.
 */
function kindOf({
  specifier = '',
  attributes,
  type,
}: Exclude<Import, { type: 'import-meta' }>): ReferenceKind {
  const declared = attributes?.find(([key]) => key === 'type')?.[1];
  const named = type === 'dynamic' ? /\.(css|json|wasm)(\?|$)/i.exec(specifier)?.[1] : undefined;
  const kind = declared ?? named;
  if (kind === undefined) return /\.wasm(\?|$)/i.test(specifier) ? 'other' : 'module';
  return kind.toLowerCase() === 'css' ? 'css' : 'other';
}
