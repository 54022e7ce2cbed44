import { readdir, readFile } from 'node:fs/promises';

/**
 * Processes whose environment holds `mark`: a command that was started with it, and whatever it started. Finds orphans
 * too, which have no parent any more. Needs /proc.
 */
export async function processesMarked(mark: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const [environment, command] = await Promise.all([
        readFile(`/proc/${pid}/environ`, 'latin1').catch(() => ''),
        readFile(`/proc/${pid}/cmdline`, 'latin1').catch(() => ''),
      ]);
      return environment.includes(mark) ? [`${pid} ${command.replaceAll('\0', ' ').slice(0, 120)}`] : [];
    }),
  );
  return found.flat();
}
