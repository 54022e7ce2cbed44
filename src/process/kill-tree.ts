import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Kills a process and everything it started. Framelane starts its tools as leaders of their own process group
 * (`detached`), so the group is the tree; Windows has `taskkill /T`. A process that is already gone is no error.
 */
export function killTree(pid: number, signal: 'SIGTERM' | 'SIGKILL' = 'SIGKILL'): void {
  if (!Number.isSafeInteger(pid) || pid <= 1) return;
  if (process.platform === 'win32') {
    spawn('taskkill', ['/PID', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true }).on(
      'error',
      () => {},
    );
    return;
  }
  if (!trySignal(-pid, signal)) trySignal(pid, signal);
}

/** Whether a process exists. A zombie counts as gone where /proc tells. */
export function isAlive(pid: number): boolean {
  return trySignal(pid, 0) && !isZombie(pid);
}

function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The state follows the name, which stands in brackets and may hold some itself.
    return /^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2));
  } catch {
    return false;
  }
}

function trySignal(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
