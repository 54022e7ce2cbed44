import { type DragEvent, useState } from 'react';
import { Diagnostics } from '../features/diagnostics/diagnostics.js';
import { ErrorSheet } from '../features/errors/error-sheet.js';
import { History } from '../features/history/history.js';
import { FolderPicker } from '../features/home/folder-picker.js';
import { Home } from '../features/home/home.js';
import { Palette } from '../features/palette/palette.js';
import { ShortcutHelp } from '../features/palette/shortcut-help.js';
import { PlanScreen } from '../features/plan/plan-screen.js';
import { CancelSheet } from '../features/run/cancel-sheet.js';
import { RunScreen } from '../features/run/run-screen.js';
import { SettingsScreen } from '../features/settings/settings-screen.js';
import { TrustSheet } from '../features/trust/trust-sheet.js';
import { useModel, useUi } from '../state/context.js';
import { openDrop } from '../state/project-actions.js';
import { DisconnectedBanner } from './disconnected-banner.js';
import { Rail } from './rail.js';
import styles from './shell.module.css';
import { StatusBar } from './status-bar.js';
import { useTheme } from './theme.js';
import { Toasts } from './toasts.js';
import { TopBar } from './top-bar.js';
import { useMenu } from './use-menu.js';
import { useRoute } from './use-route.js';
import { useShortcuts } from './use-shortcuts.js';

const SCREENS = {
  home: Home,
  plan: PlanScreen,
  run: RunScreen,
  history: History,
  diagnostics: Diagnostics,
  settings: SettingsScreen,
} as const;

const SHEETS = {
  palette: Palette,
  shortcuts: ShortcutHelp,
  folders: FolderPicker,
  trust: TrustSheet,
  cancel: CancelSheet,
  error: ErrorSheet,
} as const;

/** The window: bars around one screen, sheets and toasts over it. */
export function App() {
  const model = useModel();
  const view = useUi((state) => state.view);
  const sheet = useUi((state) => state.sheet);
  const drop = useDrop();
  useTheme();
  useShortcuts();
  useRoute(model);
  useMenu(model);

  const Screen = SCREENS[view];
  const OpenSheet = sheet === null ? null : SHEETS[sheet];
  return (
    <div className={styles.app} {...drop.handlers}>
      <TopBar />
      <DisconnectedBanner />
      <Rail />
      <main className={styles.main} key={view}>
        <Screen />
      </main>
      <StatusBar />
      {OpenSheet !== null && <OpenSheet />}
      <Toasts />
      <LiveRegions />
      {drop.over && (
        <div className={styles.drop}>
          <p>
            Drop to open
            <small>Opening shows the plan. It never starts a render and never trusts a folder.</small>
          </p>
        </div>
      )}
    </div>
  );
}

function LiveRegions() {
  const polite = useUi((state) => state.politeNews);
  const urgent = useUi((state) => state.urgentNews);
  return (
    <>
      <div className="visually-hidden" role="status">
        {polite}
      </div>
      <div className="visually-hidden" role="alert">
        {urgent}
      </div>
    </>
  );
}

function useDrop() {
  const model = useModel();
  const [over, setOver] = useState(false);
  const accept = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setOver(true);
  };
  return {
    over,
    handlers: {
      onDragEnter: accept,
      onDragOver: accept,
      onDragLeave: (event: DragEvent) => {
        if (event.relatedTarget === null) setOver(false);
      },
      onDrop: (event: DragEvent) => {
        event.preventDefault();
        setOver(false);
        void openDrop(model, [...event.dataTransfer.files]);
      },
    },
  };
}
