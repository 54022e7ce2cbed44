import { readdir, readFile } from 'node:fs/promises';

const KIB = 1024;

/**
 * Memory of a process and everything below it, in bytes: the sum of their proportional sets (shared pages counted once,
 * /proc/pid/smaps_rollup), or of their resident sets where that cannot be read. 0 where there is no /proc.
 */
export async function treeRssBytes(rootPid: number): Promise<number> {
  if (process.platform !== 'linux') return 0;
  const children = await readChildren();
  const pids = [rootPid];
  for (let at = 0; at < pids.length; at++) pids.push(...(children.get(pids[at] ?? 0) ?? []));
  const sizes = await Promise.all(pids.map(readMemoryBytes));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function readChildren(): Promise<Map<number, number[]>> {
  const children = new Map<number, number[]>();
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  await Promise.all(
    pids.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      if (parent > 0) children.set(parent, [...(children.get(parent) ?? []), Number(pid)]);
    }),
  );
  return children;
}

async function readMemoryBytes(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  const proportional = /^Pss:\s+(\d+) kB/m.exec(rollup)?.[1];
  if (proportional !== undefined) return Number(proportional) * KIB;
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * KIB;
}
