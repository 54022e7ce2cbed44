import prettyBytes from 'pretty-bytes';
import type { Finding } from '../contract/index.js';
import { toFinding } from './finding.js';
import type { Machine } from './read-machine.js';

/** Least memory in bytes for one worker at 1080p: browser, encoder and thread together (measured at most 700 MiB). */
const MEMORY_FOR_ONE_WORKER_BYTES = 1 * 1024 ** 3;
/** Below this, two workers do not fit. */
const MEMORY_COMFORT_BYTES = 2 * 1024 ** 3;
/** Free disk below which a plan and its chunks hardly fit. */
const DISK_FAIL_BYTES = 200 * 1024 ** 2;
const DISK_WARN_BYTES = 2 * 1024 ** 3;
/** Docker gives /dev/shm 64 MiB; one tab at 1080p wants more. */
const SHM_WARN_BYTES = 256 * 1024 ** 2;
/** The version that `engines` asks for, and the oldest that works. */
const NODE_WANTED = [22, 13] as const;
const NODE_LEAST = [20, 18] as const;

/** Judges the machine's facts. Pure. */
export function judgeMachine(machine: Machine): Finding[] {
  return [
    judgeNode(machine),
    judgeCpu(machine),
    judgeMemory(machine),
    judgeDisk(machine),
    ...judgeShm(machine),
    judgeFonts(machine),
  ];
}

function judgeNode(machine: Machine): Finding {
  const fix = `Install Node ${NODE_WANTED.join('.')} or newer: https://nodejs.org`;
  const status = isAtLeast(machine.nodeVersion, NODE_WANTED)
    ? 'ok'
    : isAtLeast(machine.nodeVersion, NODE_LEAST)
      ? 'warn'
      : 'fail';
  return finding('node', 'Node.js', status, `${machine.nodeVersion} on ${machine.platform}`, fix);
}

function judgeCpu(machine: Machine): Finding {
  const cores = Number.isInteger(machine.cpuCount) ? String(machine.cpuCount) : machine.cpuCount.toFixed(1);
  return finding(
    'cpu',
    'Processor',
    machine.cpuCount < 2 ? 'warn' : 'ok',
    `${cores} ${machine.cpuCount === 1 ? 'core' : 'cores'} to use`,
    'Chunks share one core and take turns. Give the container more CPU.',
  );
}

function judgeMemory(machine: Machine): Finding {
  const available = machine.memoryAvailableBytes;
  return finding(
    'memory',
    'Memory',
    available < MEMORY_FOR_ONE_WORKER_BYTES ? 'fail' : available < MEMORY_COMFORT_BYTES ? 'warn' : 'ok',
    `${prettyBytes(available)} available of ${prettyBytes(machine.memoryTotalBytes)}`,
    `One worker takes up to ${prettyBytes(MEMORY_FOR_ONE_WORKER_BYTES)}. Close programs, or give the container more memory.`,
  );
}

function judgeDisk(machine: Machine): Finding {
  const free = machine.diskFreeBytes;
  return finding(
    'disk',
    'Disk',
    free < DISK_FAIL_BYTES ? 'fail' : free < DISK_WARN_BYTES ? 'warn' : 'ok',
    `${prettyBytes(free)} free`,
    'Free some space, or choose another folder with --run-dir.',
  );
}

function judgeShm(machine: Machine): Finding[] {
  if (machine.shmBytes === null) return [];
  return [
    finding(
      'shm',
      'Shared memory',
      machine.shmBytes < SHM_WARN_BYTES ? 'warn' : 'ok',
      `/dev/shm has ${prettyBytes(machine.shmBytes)}`,
      'Start the container with --shm-size=1g. Until then the browser uses temporary files instead.',
    ),
  ];
}

function judgeFonts(machine: Machine): Finding {
  return finding(
    'fonts',
    'Fonts',
    machine.fontFamilies === 0 ? 'warn' : 'ok',
    `${machine.fontFamilies} ${machine.fontFamilies === 1 ? 'family' : 'families'} installed`,
    'Compositions that bring their fonts are not affected. Others: apt-get install -y fonts-dejavu-core',
  );
}

function finding(id: string, title: string, status: Finding['status'], detail: string, fix: string): Finding {
  return toFinding('machine', id, title, { status, detail, fix });
}

function isAtLeast(version: string, [major, minor]: readonly [number, number]): boolean {
  const [haveMajor = 0, haveMinor = 0] = version.split('.').map(Number);
  return haveMajor > major || (haveMajor === major && haveMinor >= minor);
}
