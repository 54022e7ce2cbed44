/** A key press as the matcher needs it; a KeyboardEvent has all of it. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

interface Chord {
  readonly mod: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
  readonly key: string;
}

/** Reads `Mod+Shift+P`, `T`, `Alt+1`, `?`, `F6`. Null when it is no shortcut. */
export function parseKeys(text: string): Chord | null {
  const parts = text === '+' ? ['+'] : text.split('+');
  const key = parts.pop();
  if (key === undefined || key === '') return null;
  const chord = { mod: false, shift: false, alt: false, key: key.toLowerCase() };
  for (const part of parts) {
    if (part === 'Mod' && !chord.mod) chord.mod = true;
    else if (part === 'Shift' && !chord.shift) chord.shift = true;
    else if (part === 'Alt' && !chord.alt) chord.alt = true;
    else return null;
  }
  return chord;
}

/** Whether a press is the shortcut. `Mod` is ⌘ on macOS and Ctrl elsewhere; the other of the two must be up. */
export function matchesKeys(press: KeyPress, text: string, mac: boolean): boolean {
  const chord = parseKeys(text);
  if (chord === null) return false;
  const mod = mac ? press.metaKey : press.ctrlKey;
  const other = mac ? press.ctrlKey : press.metaKey;
  if (mod !== chord.mod || other || press.altKey !== chord.alt) return false;
  const typed = press.key.toLowerCase();
  // Signs such as `?` need Shift on many keyboards, and digits with Alt write other letters: then the place counts.
  if (typed === chord.key && (press.shiftKey === chord.shift || isSign(chord.key))) return true;
  return press.shiftKey === chord.shift && /^\d$/.test(chord.key) && press.code === `Digit${chord.key}`;
}

/** The shortcut of a press, for rebinding; null while only modifiers are down. */
export function keysOf(press: KeyPress, mac: boolean): string | null {
  if (['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'Dead'].includes(press.key)) return null;
  const key = press.key.length === 1 ? press.key.toUpperCase() : press.key;
  const parts = [
    (mac ? press.metaKey : press.ctrlKey) && 'Mod',
    press.altKey && 'Alt',
    press.shiftKey && !isSign(press.key) && 'Shift',
    key,
  ];
  return parts.filter(Boolean).join('+');
}

/** Whether a shortcut is a single character key, which must not act while a person types. */
export function isSingleKey(text: string): boolean {
  const chord = parseKeys(text);
  return chord !== null && !chord.mod && !chord.alt && chord.key.length === 1;
}

const MAC_LABELS: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥' };
const KEY_LABELS: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  Delete: 'Del',
};

/** The keys of a shortcut as they are printed, one label per key. */
export function labelKeys(text: string, mac: boolean): string[] {
  return text.split('+').map((part) => {
    if (part === 'Mod') return mac ? '⌘' : 'Ctrl';
    return (mac ? MAC_LABELS[part] : undefined) ?? KEY_LABELS[part] ?? part;
  });
}

function isSign(key: string): boolean {
  return key.length === 1 && !/[a-z0-9]/i.test(key);
}
