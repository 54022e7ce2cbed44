/** The interface's names of keys that Electron calls otherwise. */
const NAMES: Readonly<Record<string, string>> = {
  Mod: 'CmdOrCtrl',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
};
/** Of the interface's shortcuts those with a modifier: others act on one screen only, or while nothing is typed. */
const SHOWN =
  /^Mod\+(Alt\+)?(Shift\+)?([A-Z0-9]|[,.\-=/;']|F\d{1,2}|Enter|Escape|Delete|Backspace|Space|Tab|Arrow(Left|Right|Up|Down))$/;

/** Electron's text for a shortcut such as `Mod+Shift+P`; null for what a menu does not show. */
export function toAccelerator(keys: string | null): string | null {
  if (keys === null || !SHOWN.test(keys)) return null;
  return keys
    .split('+')
    .map((key) => NAMES[key] ?? key)
    .join('+');
}
