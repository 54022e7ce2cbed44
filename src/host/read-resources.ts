import { statfs } from 'node:fs/promises';
import { cpus, freemem, totalmem } from 'node:os';
import type { Resources } from '../contract/index.js';
import { treeRssBytes } from '../process/index.js';
import type { HostContext } from './host-context.js';

/** How long the processor is watched for one reading, milliseconds. */
const CPU_WINDOW_MS = 250;

/** How busy the machine is now. */
export async function readResources({ options, runs }: HostContext): Promise<Resources> {
  const before = cpuTimes();
  await new Promise((resolve) => setTimeout(resolve, CPU_WINDOW_MS));
  const after = cpuTimes();
  const [sizes, disk] = await Promise.all([
    Promise.all(runs.browserPids().map(treeRssBytes)),
    statfs(options.runsRoot).catch(() => null),
  ]);
  const totalTime = Math.max(after.total - before.total, 1);
  return {
    atMs: Date.now(),
    cpuShare: Math.min(Math.max((after.busy - before.busy) / totalTime, 0), 1),
    memoryUsedBytes: totalmem() - freemem(),
    memoryTotalBytes: totalmem(),
    rendererRssBytes: sizes.reduce((sum, size) => sum + size, 0),
    diskFreeBytes: disk === null ? 0 : disk.bavail * disk.bsize,
  };
}

function cpuTimes(): { busy: number; total: number } {
  const sums = cpus().map(({ times }) => ({
    idle: times.idle,
    total: times.user + times.nice + times.sys + times.idle + times.irq,
  }));
  const total = sums.reduce((sum, cpu) => sum + cpu.total, 0);
  return { total, busy: total - sums.reduce((sum, cpu) => sum + cpu.idle, 0) };
}
