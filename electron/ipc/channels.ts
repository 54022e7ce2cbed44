/** Channels between the preload and the main process. */
export const CHANNELS = {
  /** Page → main, answered. */
  requestPort: 'framelane:request-port',
  registerDrop: 'framelane:register-drop',
  openDialog: 'framelane:open-dialog',
  showInFolder: 'framelane:show-in-folder',
  openOutput: 'framelane:open-output',
  /** Page → main, not answered. */
  startDrag: 'framelane:start-drag',
  notify: 'framelane:notify',
  setCommands: 'framelane:set-commands',
  /** Main → page. */
  port: 'framelane:port',
  engineGone: 'framelane:engine-gone',
  command: 'framelane:command',
  openPath: 'framelane:open-path',
  openRun: 'framelane:open-run',
} as const;
