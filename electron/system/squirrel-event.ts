import { spawn } from 'node:child_process';
import { basename, dirname, join } from 'node:path';

const SHORTCUT_ACTION: Readonly<Record<string, string>> = {
  '--squirrel-install': '--createShortcut',
  '--squirrel-updated': '--createShortcut',
  '--squirrel-uninstall': '--removeShortcut',
};

/**
 * Answers the Windows installer, which starts the app to make or remove its shortcuts.
 * @returns whether this start was one of those, and the app must quit.
 */
export function answerSquirrel(
  platform: NodeJS.Platform,
  argv: readonly string[],
  execPath: string,
): boolean {
  const event = argv[1] ?? '';
  if (platform !== 'win32' || !event.startsWith('--squirrel-') || event === '--squirrel-firstrun')
    return false;
  const action = SHORTCUT_ACTION[event];
  if (action !== undefined) {
    const updater = join(dirname(dirname(execPath)), 'Update.exe');
    spawn(updater, [`${action}=${basename(execPath)}`], {
      detached: true,
      stdio: 'ignore',
      windowsHide: true,
    }).unref();
  }
  return true;
}
