import { readFile } from 'node:fs/promises';

/** A process, safe against the reuse of its number: the system's start time tells two apart. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks since boot (field 22 of /proc/pid/stat); null where the system does not tell. */
  readonly startTicks: number | null;
}

/** Reads who a process is; null when it is gone, a zombie included. */
export async function identifyProcess(pid: number): Promise<ProcessIdentity | null> {
  if (process.platform !== 'linux') return null;
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (stat === null) return null;
  // The name in field 2 may hold spaces and brackets; everything after its last bracket is regular.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z' || fields[0] === 'X') return null;
  return { pid, startTicks: Number(fields[19]) };
}
