import { COMMANDS, keysFor } from '../../app/commands.js';
import { useEngine, useModel } from '../../state/context.js';
import { closeSheet } from '../../state/ui-actions.js';
import { Keys } from '../../ui/kbd.js';
import { Sheet } from '../../ui/sheet.js';
import styles from './palette.module.css';

const FIXED: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
  [
    'Lanes',
    [
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
    ],
  ],
  [
    'Chunk table',
    [
      ['ArrowUp', 'Row above'],
      ['ArrowDown', 'Row below'],
      ['ArrowRight', 'Show attempts'],
      ['ArrowLeft', 'Hide attempts'],
      ['Alt+1', 'Select waiting; 2 active, 3 done, 4 attention, 5 failed, 6 stopped'],
      ['Mod+C', 'Copy the row'],
      ['Mod+Shift+C', 'Copy the full error report'],
    ],
  ],
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
        {section('Everywhere', [...of('global'), ['F6', 'Next panel']])}
        <div>
          {section('Run', of('run'))}
          {FIXED.map(([title, rows]) => section(title, rows))}
        </div>
      </div>
    </Sheet>
  );
}
