import { spawn } from 'node:child_process';
import { watchProcessTree } from './process-tree.mjs';

/** Puts values into a command: `{out}` becomes `values.out`; other braces stay. */
export function fillCommand(template, values) {
  return template.replaceAll(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

/** Characters of stderr that an error shows. */
const STDERR_TAIL = 2000;

/**
 * Runs a command to its end and measures it.
 * @returns wallSec, cpuSec and peakBytes of the whole process tree (null where the system does not tell), stdout.
 * @throws when the command fails, with the end of its stderr.
 */
export async function measureCommand(file, args, options = {}) {
  const startedAt = performance.now();
  const child = spawn(file, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
    detached: true,
    ...options,
  });
  // A session of its own makes the tree easy to follow, and deaf to Ctrl-C unless it is told.
  const interrupt = () => process.kill(-child.pid, 'SIGINT');
  process.on('SIGINT', interrupt);
  const tree = watchProcessTree(child.pid);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr = (stderr + text).slice(-STDERR_TAIL);
  });
  const status = await new Promise((resolve, reject) => {
    child.once('error', reject).once('close', (code, signal) => resolve(code ?? signal));
  }).finally(() => {
    process.off('SIGINT', interrupt);
    tree.stop();
  });
  const wallSec = (performance.now() - startedAt) / 1000;
  if (status !== 0)
    throw new Error(
      `${file} ${args.join(' ')} ended with ${status}:\n${stderr || stdout.slice(-STDERR_TAIL)}`,
    );
  return { wallSec, ...tree.stop(), stdout };
}
