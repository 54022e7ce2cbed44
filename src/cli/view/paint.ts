import { styleText } from 'node:util';

/** What a colour says; the same meaning everywhere in the terminal. */
export type Tone = 'dim' | 'bold' | 'accent' | 'good' | 'warn' | 'bad';

/** Colours a text by its meaning, or leaves it alone. */
export type Paint = (tone: Tone, text: string) => string;

const STYLES = {
  dim: 'dim',
  bold: 'bold',
  accent: 'cyan',
  good: 'green',
  warn: 'yellow',
  bad: 'red',
} as const satisfies Record<Tone, Parameters<typeof styleText>[0]>;

/** Text without colours. */
export const plainPaint: Paint = (_tone, text) => text;

/** Colours by `util.styleText`; `enabled` was decided by {@link wantsColour}. */
export function createPaint(enabled: boolean): Paint {
  if (!enabled) return plainPaint;
  return (tone, text) => styleText(STYLES[tone], text, { validateStream: false });
}

/**
 * Whether a stream gets colours: NO_COLOR (any value but empty) and TERM=dumb say no, FORCE_COLOR says yes, else a
 * terminal does. See https://no-color.org.
 */
export function wantsColour(env: Readonly<Record<string, string | undefined>>, isTerminal: boolean): boolean {
  if ((env.NO_COLOR ?? '') !== '') return false;
  const force = env.FORCE_COLOR;
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  return isTerminal && env.TERM !== 'dumb';
}
