import { useEffect, useState } from 'react';
import type { Settings } from '../../../src/contract/index.js';
import { useModel } from '../../state/context.js';
import { changeSettings, checkMachine } from '../../state/engine-actions.js';
import { Button } from '../../ui/button.js';
import { TextInput } from '../../ui/fields.js';
import { SettingRow } from './setting-row.js';

type PathField = 'outputFolder' | 'browserPath' | 'ffmpegPath';

/** A path that is taken over with Enter or the button; the tools are looked for again afterwards. */
export function PathSetting(props: {
  readonly field: PathField;
  readonly label: string;
  readonly hint: string;
  readonly settings: Settings;
}) {
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
