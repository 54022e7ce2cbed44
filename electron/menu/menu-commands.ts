/** A command of the interface, as the menu shows it. */
export interface MenuCommand {
  /** The interface's id of the command. */
  readonly id: string;
  readonly label: string;
  /** Electron's name of the default shortcut. Keys without a modifier belong to the page and are not in the menu. */
  readonly accelerator?: string;
}

/** Every command of the interface under its menu; a test keeps it equal to the interface's own list. */
export const MENU_COMMANDS: Readonly<Record<'file' | 'run' | 'view' | 'help', readonly MenuCommand[]>> = {
  file: [
    { id: 'project.open', label: 'Open project…', accelerator: 'CmdOrCtrl+O' },
    { id: 'project.render', label: 'Render this project', accelerator: 'CmdOrCtrl+Enter' },
    { id: 'project.sample', label: 'Sample a few frames' },
    { id: 'project.trust', label: 'Trust settings of this project…' },
  ],
  run: [
    { id: 'run.cancel', label: 'Cancel the run', accelerator: 'CmdOrCtrl+.' },
    { id: 'run.pause', label: 'Pause or continue the run' },
    { id: 'run.retry-chunk', label: 'Retry the selected chunk' },
    { id: 'run.retry-failed', label: 'Retry all failed chunks' },
    { id: 'run.cancel-chunk', label: 'Cancel the selected chunk' },
    { id: 'run.resume', label: 'Resume the run' },
    { id: 'lanes.axis', label: 'Lanes: media time or wall clock' },
    { id: 'lanes.colour', label: 'Lanes: next colour mode' },
    { id: 'run.clear-selection', label: 'Clear the selection' },
  ],
  view: [
    { id: 'view.inspector', label: 'Show or hide the inspector', accelerator: 'CmdOrCtrl+J' },
    { id: 'view.find', label: 'Find in this panel', accelerator: 'CmdOrCtrl+F' },
    { id: 'view.home', label: 'Go to Home', accelerator: 'CmdOrCtrl+1' },
    { id: 'view.plan', label: 'Go to Plan', accelerator: 'CmdOrCtrl+2' },
    { id: 'view.run', label: 'Go to Run', accelerator: 'CmdOrCtrl+3' },
    { id: 'view.history', label: 'Go to History', accelerator: 'CmdOrCtrl+5' },
    { id: 'view.diagnostics', label: 'Go to Diagnostics', accelerator: 'CmdOrCtrl+Shift+D' },
    { id: 'view.settings', label: 'Go to Settings', accelerator: 'CmdOrCtrl+,' },
    { id: 'view.theme', label: 'Switch between light and dark' },
  ],
  help: [
    { id: 'machine.check', label: 'Check this machine again' },
    { id: 'machine.probe', label: 'Probe WebGL now' },
    { id: 'help.palette', label: 'All commands…', accelerator: 'CmdOrCtrl+K' },
    { id: 'help.shortcuts', label: 'Keyboard shortcuts…' },
  ],
};
