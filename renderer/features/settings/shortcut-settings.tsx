import { useState } from 'react';
import type { Settings } from '../../../src/contract/index.js';
import { COMMANDS, type Command, keysFor } from '../../app/commands.js';
import { useModel } from '../../state/context.js';
import { changeSettings } from '../../state/engine-actions.js';
import { keysOf } from '../../state/shortcuts.js';
import { showToast } from '../../state/ui-actions.js';
import { Button } from '../../ui/button.js';
import { Switch } from '../../ui/fields.js';
import { isMac, Keys } from '../../ui/kbd.js';
import { Panel } from '../../ui/panels.js';
import { SettingRow } from './setting-row.js';
import styles from './settings.module.css';

/** Every command's key, to be changed by pressing the new one. */
export function ShortcutSettings({ settings }: { readonly settings: Settings }) {
  const model = useModel();
  const change = (shortcuts: Record<string, string>) => void changeSettings(model, { shortcuts });
  const own = Object.keys(settings.shortcuts).length;
  return (
    <Panel
      title="Shortcuts"
      bodyClassName={styles.body}
      actions={
        <Button
          look="ghost"
          refused={own === 0 ? 'All keys are the defaults.' : null}
          onClick={() => change({})}
        >
          Reset all
        </Button>
      }
    >
      <SettingRow label="Single-letter keys" hint="Off: only shortcuts with Ctrl, ⌘ or Alt act.">
        <Switch
          label="Single-letter keys"
          checked={settings.singleKeyShortcuts}
          onChange={(singleKeyShortcuts) => void changeSettings(model, { singleKeyShortcuts })}
        />
      </SettingRow>
      {COMMANDS.map((command) => (
        <SettingRow key={command.id} label={command.title}>
          <Binding
            command={command}
            shortcuts={settings.shortcuts}
            onChange={(keys) => {
              const { [command.id]: _, ...rest } = settings.shortcuts;
              const taken = COMMANDS.find(
                (other) =>
                  other.id !== command.id && keysFor(other, settings.shortcuts) === keys && keys !== '',
              );
              if (taken !== undefined) {
                showToast(model, { tone: 'fail', title: 'That key is taken', body: taken.title });
              } else change(keys === null ? rest : { ...rest, [command.id]: keys });
            }}
          />
        </SettingRow>
      ))}
    </Panel>
  );
}

function Binding(props: {
  readonly command: Command;
  readonly shortcuts: Readonly<Record<string, string>>;
  /** Null: the default again. */
  readonly onChange: (keys: string | null) => void;
}) {
  const [recording, setRecording] = useState(false);
  const keys = keysFor(props.command, props.shortcuts);
  const { title, id } = props.command;
  return (
    <>
      {Object.hasOwn(props.shortcuts, id) && (
        <Button look="ghost" onClick={() => props.onChange(null)} aria-label={`Default key for ${title}`}>
          Default
        </Button>
      )}
      <Button
        className={recording ? styles.recording : undefined}
        aria-label={`${title}: ${recording ? 'press the new key' : (keys ?? 'no key')}. Change.`}
        onClick={() => setRecording(true)}
        onBlur={() => setRecording(false)}
        onKeyDown={(event) => {
          if (!recording || event.key === 'Tab') return;
          event.preventDefault();
          event.stopPropagation();
          const pressed = keysOf(event.nativeEvent, isMac());
          if (pressed === null) return;
          setRecording(false);
          if (pressed !== 'Escape') props.onChange(pressed === 'Backspace' ? '' : pressed);
        }}
      >
        {recording ? 'Press keys…' : keys === null ? 'None' : <Keys keys={keys} />}
      </Button>
    </>
  );
}
