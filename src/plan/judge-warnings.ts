import type { ResolvedRenderConfig } from '../contract/index.js';
import { RenderError } from '../errors/index.js';
import type { SystemFontUse } from '../page/protocol.js';

/**
 * Decides what is made of system fonts and warnings.
 * @returns the warnings, that about system fonts included.
 * @throws SYSTEM_FONT_USED when system fonts are refused; COMPOSITION_INVALID when warnings count as errors.
 */
export function judgeWarnings(
  config: Pick<ResolvedRenderConfig, 'rejectOnSystemFonts' | 'strictness'>,
  systemFonts: readonly SystemFontUse[],
  others: readonly string[],
): string[] {
  const families = systemFonts.map(({ family }) => family);
  const listed = systemFonts.map(({ family, where }) => `${family} (${where})`);
  const fix =
    'Declare them with @font-face and font files of the project, install their @fontsource packages, or allow system fonts.';
  const fonts = `Text uses fonts that no file of the composition provides: ${listed.join(', ')}. Other machines may draw it differently.`;
  if (config.rejectOnSystemFonts && systemFonts.length > 0) {
    throw new RenderError('SYSTEM_FONT_USED', `${fonts} ${fix}`, {
      families,
      uses: systemFonts,
      fix,
    });
  }
  const warnings = [...others, ...(systemFonts.length > 0 ? [`${fonts} ${fix}`] : [])];
  if (config.strictness === 'strict' && warnings.length > 0) {
    throw new RenderError(
      'COMPOSITION_INVALID',
      `Warnings count as errors (strictness "strict"): ${warnings.join(' ')}`,
      {
        warnings,
        field: 'strictness',
        fix: 'Correct what the warnings name, or use strictness "lenient".',
      },
    );
  }
  return warnings;
}
