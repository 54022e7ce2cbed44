import { Command } from 'cmdk';
import { type Command as AppCommand, COMMANDS, keysFor } from '../../app/commands.js';
import { useEngine, useModel } from '../../state/context.js';
import { openProject } from '../../state/project-actions.js';
import { closeSheet } from '../../state/ui-actions.js';
import { cleanText } from '../../ui/clean-text.js';
import { Keys } from '../../ui/kbd.js';
import { Sheet } from '../../ui/sheet.js';
import styles from './palette.module.css';

const GROUPS: readonly AppCommand['group'][] = ['Project', 'Run', 'View', 'Help'];
const HIDDEN = new Set(['help.palette', 'help.palette-2']);

/** Every command by name, with its key; what cannot be done now stays in its place and says why. */
export function Palette() {
  const model = useModel();
  const own = useEngine((state) => state.settings?.shortcuts) ?? {};
  const recent = useEngine((state) => state.recent)?.filter((project) => !project.missing) ?? [];
  const run = (act: () => void) => {
    closeSheet(model);
    act();
  };
  return (
    <Sheet title="Commands" bare onClose={() => closeSheet(model)}>
      <Command className={styles.palette} label="Commands" loop>
        <Command.Input className={styles.input} placeholder="Type a command or a project…" autoFocus />
        <Command.List className={styles.list}>
          <Command.Empty>Nothing is called that.</Command.Empty>
          {GROUPS.map((group) => (
            <Command.Group key={group} heading={group}>
              {COMMANDS.filter((command) => command.group === group && !HIDDEN.has(command.id)).map(
                (command) => {
                  const refused = command.refuse?.(model) ?? null;
                  const keys = keysFor(command, own);
                  return (
                    <Command.Item
                      key={command.id}
                      value={`${command.title} ${command.id}`}
                      disabled={refused !== null}
                      onSelect={() => run(() => command.run(model))}
                    >
                      <span className={styles.title}>{command.title}</span>
                      {refused !== null && <span className={styles.reason}>{refused}</span>}
                      {keys !== null && <Keys keys={keys} />}
                    </Command.Item>
                  );
                },
              )}
            </Command.Group>
          ))}
          {recent.length > 0 && (
            <Command.Group heading="Recent projects">
              {recent.map(({ projectId, name, displayPath }) => (
                <Command.Item
                  key={projectId}
                  value={`${name} ${projectId}`}
                  onSelect={() =>
                    run(
                      () =>
                        void openProject(model, () => model.client.request('project.reopen', { projectId })),
                    )
                  }
                >
                  <span className={styles.title}>{cleanText(name, 80)}</span>
                  <span className={styles.reason}>{cleanText(displayPath, 80)}</span>
                </Command.Item>
              ))}
            </Command.Group>
          )}
        </Command.List>
      </Command>
    </Sheet>
  );
}
