import { useEffect, useState } from 'react';
import type { Settings } from '../../../src/contract/index.js';
import type { ShellApi } from '../../api/index.js';
import { useModel } from '../../state/context.js';
import { changeSettings, checkMachine } from '../../state/engine-actions.js';
import { Button } from '../../ui/button.js';
import { TextInput } from '../../ui/fields.js';
import { SettingRow } from './setting-row.js';

type PathField = 'outputFolder' | 'browserPath' | 'ffmpegPath';

interface PathSettingProps {
  readonly field: PathField;
  readonly label: string;
  readonly hint: string;
  readonly settings: Settings;
}

/** A path: chosen in the system's dialog on the desktop, typed in a browser. */
export function PathSetting(props: PathSettingProps) {
  const { shell } = useModel();
  return shell === null ? <TypedPath {...props} /> : <ChosenPath {...props} shell={shell} />;
}

/** The page is given a handle of what was chosen, and the engine knows the path. */
function ChosenPath(props: PathSettingProps & { readonly shell: ShellApi }) {
  const { field, label, hint, settings, shell } = props;
  const model = useModel();
  const set = async (value: string | null) => {
    await changeSettings(model, { [field]: value });
    if (field !== 'outputFolder') void checkMachine(model);
  };
  const choose = async () => {
    const handle = await shell.openDialog(field === 'outputFolder' ? 'output-folder' : 'executable');
    if (handle !== null) await set(handle);
  };
  return (
    <SettingRow label={label} hint={hint}>
      <TextInput
        aria-label={label}
        value={settings[field] ?? ''}
        placeholder="Found automatically"
        readOnly
      />
      <Button onClick={() => void choose()}>Choose…</Button>
      <Button
        refused={settings[field] === null ? 'It is found automatically already.' : null}
        onClick={() => void set(null)}
      >
        Reset
      </Button>
    </SettingRow>
  );
}

/** Taken over with Enter or the button; the tools are looked for again afterwards. */
function TypedPath(props: PathSettingProps) {
  const model = useModel();
  const saved = props.settings[props.field] ?? '';
  const [text, setText] = useState(saved);
  useEffect(() => setText(saved), [saved]);
  const save = async () => {
    const value = text.trim() === '' ? null : text.trim();
    await changeSettings(model, { [props.field]: value });
    if (props.field !== 'outputFolder') void checkMachine(model);
  };
  return (
    <SettingRow label={props.label} hint={props.hint}>
      <TextInput
        aria-label={props.label}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && void save()}
      />
      <Button refused={text === saved ? 'Nothing was changed.' : null} onClick={() => void save()}>
        Save
      </Button>
    </SettingRow>
  );
}
