import { COMMANDS, keysFor } from '../../app/commands.js';
import { useEngine, useModel } from '../../state/context.js';
import { closeSheet } from '../../state/ui-actions.js';
import { Keys } from '../../ui/kbd.js';
import { Sheet } from '../../ui/sheet.js';
import styles from './palette.module.css';

type KeyRow = readonly [keys: string, what: string];

const LANE_KEYS: readonly KeyRow[] = [
  ['ArrowUp', 'Chunk in the lane above'],
  ['ArrowDown', 'Chunk in the lane below'],
  ['ArrowLeft', 'Chunk before'],
  ['ArrowRight', 'Chunk after'],
  ['W', 'Zoom in'],
  ['S', 'Zoom out'],
  ['A', 'Move left'],
  ['D', 'Move right'],
  ['F', 'Fit the selection'],
  ['Shift+F', 'Fit all'],
  ['Enter', 'Open in the inspector'],
  ['Shift+Enter', 'Open the log'],
];

const TABLE_KEYS: readonly KeyRow[] = [
  ['ArrowUp', 'Row above'],
  ['ArrowDown', 'Row below'],
  ['ArrowRight', 'Show attempts'],
  ['ArrowLeft', 'Hide attempts'],
  ['Alt+1', 'Select waiting chunks'],
  ['Alt+2', 'Select active chunks'],
  ['Alt+3', 'Select done chunks'],
  ['Alt+4', 'Select chunks that need attention'],
  ['Alt+5', 'Select failed chunks'],
  ['Alt+6', 'Select stopped chunks'],
  ['Mod+C', 'Copy the row'],
  ['Mod+Shift+C', 'Copy the full error report'],
];

export function ShortcutHelp() {
  const model = useModel();
  const own = useEngine((state) => state.settings?.shortcuts) ?? {};
  const bound = COMMANDS.flatMap((command) => {
    const keys = keysFor(command, own);
    return keys === null ? [] : [{ ...command, keys }];
  });
  const section = (title: string, rows: readonly (readonly [string, string])[]) => (
    <section key={title}>
      <h3>{title}</h3>
      <ul>
        {rows.map(([keys, what]) => (
          <li key={what}>
            {what} <Keys keys={keys} />
          </li>
        ))}
      </ul>
    </section>
  );
  const of = (context: 'global' | 'run') =>
    bound.filter((command) => command.context === context).map(({ keys, title }) => [keys, title] as const);
  return (
    <Sheet title="Keyboard shortcuts" wide onClose={() => closeSheet(model)}>
      <div className={styles.help}>
        <div>
          {section('Everywhere', [...of('global'), ['F6', 'Next panel']])}
          {section('Chunk table', TABLE_KEYS)}
        </div>
        <div>
          {section('Run', of('run'))}
          {section('Lanes', LANE_KEYS)}
        </div>
      </div>
    </Sheet>
  );
}
