import { useRef } from 'react';
import type { Settings } from '../../../src/contract/index.js';
import { useEngine, useModel } from '../../state/context.js';
import { changeSettings } from '../../state/engine-actions.js';
import { NumberInput, Segmented, Select, Switch } from '../../ui/fields.js';
import { Empty, Panel, Spinner } from '../../ui/panels.js';
import { PathSetting } from './path-setting.js';
import { PrivacySection } from './privacy-section.js';
import { SettingRow } from './setting-row.js';
import styles from './settings.module.css';
import { ShortcutSettings } from './shortcut-settings.js';

const SECTIONS = ['Rendering', 'Paths', 'Appearance', 'Shortcuts', 'Privacy & trust'] as const;

export function SettingsScreen() {
  const settings = useEngine((state) => state.settings);
  const sections = useRef<HTMLDivElement>(null);
  if (settings === null) return <Empty icon={<Spinner />} title="Reading the settings…" />;
  const show = (index: number) => {
    const section = sections.current?.children[index];
    section?.scrollIntoView({ block: 'start' });
    section?.querySelector<HTMLElement>('button, input, select')?.focus({ preventScroll: true });
  };
  return (
    <div className={styles.screen}>
      <div className={styles.inner}>
        <nav className={styles.nav} aria-label="Settings" data-panel>
          {SECTIONS.map((name, index) => (
            <button key={name} type="button" onClick={() => show(index)}>
              {name}
            </button>
          ))}
        </nav>
        <div className={styles.sections} ref={sections} data-panel>
          <Rendering settings={settings} />
          <Panel title="Paths" bodyClassName={styles.body}>
            <PathSetting
              field="outputFolder"
              label="Output folder"
              hint="Empty: Videos/Framelane in your home folder"
              settings={settings}
            />
            <PathSetting
              field="browserPath"
              label="Browser"
              hint="Empty: found by itself"
              settings={settings}
            />
            <PathSetting
              field="ffmpegPath"
              label="FFmpeg"
              hint="Empty: found by itself"
              settings={settings}
            />
          </Panel>
          <Appearance settings={settings} />
          <ShortcutSettings settings={settings} />
          <PrivacySection />
        </div>
      </div>
    </div>
  );
}

interface SectionProps {
  readonly settings: Settings;
}

function Rendering({ settings }: SectionProps) {
  const model = useModel();
  const change = (part: Partial<Settings>) => void changeSettings(model, part);
  return (
    <Panel title="Rendering" bodyClassName={styles.body}>
      <SettingRow
        label="Workers"
        hint="Browsers that render at the same time. Automatic asks CPU and memory."
      >
        <Segmented
          label="Workers"
          value={settings.workers === null ? 'auto' : 'fixed'}
          options={[
            { value: 'auto', label: 'Automatic' },
            { value: 'fixed', label: 'Fixed' },
          ]}
          onChange={(value) => change({ workers: value === 'auto' ? null : 2 })}
        />
        {settings.workers !== null && (
          <NumberInput
            label="Number of workers"
            min={1}
            max={64}
            value={settings.workers}
            onChange={(workers) => change({ workers })}
          />
        )}
      </SettingRow>
      <SettingRow label="Quality" hint="What new projects start with.">
        <Segmented
          label="Quality"
          value={settings.quality}
          options={[
            { value: 'draft', label: 'Draft' },
            { value: 'standard', label: 'Standard' },
            { value: 'high', label: 'High' },
          ]}
          onChange={(quality) => change({ quality })}
        />
      </SettingRow>
      <SettingRow label="WebGL" hint="Software draws the same pixels on every machine.">
        <Segmented
          label="WebGL"
          value={settings.gl}
          options={[
            { value: 'software', label: 'Software' },
            { value: 'any', label: 'Any' },
          ]}
          onChange={(gl) => change({ gl })}
        />
      </SettingRow>
      <SettingRow label="Capture" hint="Begin-frame is exact and fast where the browser has it.">
        <Select
          aria-label="Capture mode"
          value={settings.captureMode}
          options={[
            { value: 'auto', label: 'Automatic' },
            { value: 'raw', label: 'Raw' },
            { value: 'begin-frame', label: 'Begin-frame' },
            { value: 'screenshot', label: 'Screenshots' },
          ]}
          onPick={(captureMode) => change({ captureMode })}
        />
      </SettingRow>
      <SettingRow label="Keep the files of finished runs" hint="Chunks and logs, to look at and to re-use.">
        <Switch
          label="Keep the files of finished runs"
          checked={settings.keepRunFiles}
          onChange={(keepRunFiles) => change({ keepRunFiles })}
        />
      </SettingRow>
    </Panel>
  );
}

function Appearance({ settings }: SectionProps) {
  const model = useModel();
  const change = (part: Partial<Settings>) => void changeSettings(model, part);
  return (
    <Panel title="Appearance" bodyClassName={styles.body}>
      <SettingRow label="Theme">
        <Segmented
          label="Theme"
          value={settings.theme}
          options={[
            { value: 'system', label: 'System' },
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
          ]}
          onChange={(theme) => change({ theme })}
        />
      </SettingRow>
      <SettingRow label="Contrast">
        <Segmented
          label="Contrast"
          value={settings.contrast}
          options={[
            { value: 'system', label: 'System' },
            { value: 'more', label: 'More' },
          ]}
          onChange={(contrast) => change({ contrast })}
        />
      </SettingRow>
    </Panel>
  );
}
