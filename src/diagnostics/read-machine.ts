import { readFile, statfs } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import type { DoctorReport } from '../contract/index.js';
import { listFontFamilies } from './list-font-families.js';

/** What this machine, or the container around us, has to offer. Sizes in bytes. */
export type Machine = DoctorReport['machine'];

/**
 * Reads the machine's facts; limits of a control group count.
 * @param diskPath a folder on the disk whose free space is of interest.
 */
export async function readMachine(diskPath: string): Promise<Machine> {
  const [capacity, disk, shm, fonts] = await Promise.all([
    readCapacity(),
    readFreeBytes(diskPath),
    readSizeBytes('/dev/shm'),
    listFontFamilies(),
  ]);
  return {
    platform: `${process.platform}-${process.arch}`,
    nodeVersion: process.versions.node,
    ...capacity,
    diskFreeBytes: disk,
    shmBytes: shm,
    fontFamilies: fonts.length,
  };
}

/** How much may be done at the same time: what decides the number of workers. */
export async function readCapacity(): Promise<
  Pick<Machine, 'cpuCount' | 'memoryTotalBytes' | 'memoryAvailableBytes'>
> {
  const constrained = process.constrainedMemory();
  const memoryTotalBytes = constrained > 0 && constrained < totalmem() ? constrained : totalmem();
  return {
    cpuCount: await readCpuCount(),
    memoryTotalBytes,
    memoryAvailableBytes: Math.min(memoryTotalBytes, process.availableMemory()),
  };
}

/** Cores that may be used: scheduler affinity, cut by the quota of the control group. May be a fraction. */
async function readCpuCount(): Promise<number> {
  const cores = availableParallelism();
  const quota = (await readQuotaV2()) ?? (await readQuotaV1());
  return quota === null ? cores : Math.min(cores, quota);
}

/** cgroup v2: `max 100000` or `<quota> <period>` in microseconds. */
async function readQuotaV2(): Promise<number | null> {
  const text = await readFile('/sys/fs/cgroup/cpu.max', 'utf8').catch(() => '');
  const [quota, period] = text.trim().split(/\s+/).map(Number);
  return toCores(quota, period);
}

/** cgroup v1: two files; a quota of -1 means none. */
async function readQuotaV1(): Promise<number | null> {
  const read = (name: string) => readFile(`/sys/fs/cgroup/cpu/${name}`, 'utf8').catch(() => '');
  const [quota, period] = await Promise.all([read('cpu.cfs_quota_us'), read('cpu.cfs_period_us')]);
  return toCores(Number.parseInt(quota, 10), Number.parseInt(period, 10));
}

function toCores(quota: number | undefined, period: number | undefined): number | null {
  if (quota === undefined || period === undefined) return null;
  return quota > 0 && period > 0 ? quota / period : null;
}

async function readFreeBytes(path: string): Promise<number> {
  const facts = await statfs(path).catch(() => null);
  return facts === null ? 0 : facts.bavail * facts.bsize;
}

async function readSizeBytes(path: string): Promise<number | null> {
  const facts = await statfs(path).catch(() => null);
  return facts === null ? null : facts.blocks * facts.bsize;
}
