// What a process and everything it started use, read from Linux's /proc. Elsewhere nothing is known.

import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks a second in /proc/<pid>/stat: USER_HZ, 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/** Fields of /proc/<pid>/stat counted after the command name, which may hold spaces and parentheses. */
const FIELD = { parent: 1, session: 3, userTicks: 11, systemTicks: 12, startTime: 19 };

/** @returns every process by pid: parent, session, cpuSec, and a key that survives the reuse of a pid. */
function readProcesses() {
  const processes = new Map();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = readOrNull(`/proc/${name}/stat`);
    if (stat === null) continue;
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    processes.set(Number(name), {
      parent: Number(fields[FIELD.parent]),
      session: Number(fields[FIELD.session]),
      cpuSec: (Number(fields[FIELD.userTicks]) + Number(fields[FIELD.systemTicks])) / TICKS_PER_SECOND,
      key: `${name}@${fields[FIELD.startTime]}`,
    });
  }
  return processes;
}

/** What a process is for; null while it has not become it yet (between fork and exec). */
function readKind(pid) {
  const commandLine = readOrNull(`/proc/${pid}/cmdline`);
  if (commandLine === null || commandLine === '') return null;
  const type = /--type=([a-z-]+)/.exec(commandLine)?.[1];
  if (type !== undefined) return type === 'gpu-process' ? 'gpu' : type;
  const program = commandLine.split('\0')[0].split('/').at(-1);
  if (/chrom/i.test(program)) return 'browser';
  return /^(ffmpeg|ffprobe|node)$/.test(program) ? program : 'other';
}

/** Proportional set size: pages that processes share are divided among them, so that sums are honest. */
function readPssBytes(pid) {
  const line = /^Pss:\s+(\d+) kB$/m.exec(readOrNull(`/proc/${pid}/smaps_rollup`) ?? '');
  return line === null ? 0 : Number(line[1]) * 1024;
}

/** A process that ends between two reads is no error. */
function readOrNull(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/**
 * Watches a session leader and everything it started until `stop()` is called.
 * CPU is sampled every 50 ms: what a process uses after its last sample is missed. Memory is sampled every 250 ms.
 */
export function watchProcessTree(rootPid) {
  if (process.platform !== 'linux') {
    return { stop: () => ({ cpuSec: null, cpuSecByKind: null, peakBytes: null }) };
  }
  const sessions = new Set([rootPid]);
  const cpuByKey = new Map();
  let members = new Set();
  let peakBytes = 0;

  const sampleCpu = () => {
    const processes = readProcesses();
    members = collectTree(processes, sessions);
    for (const pid of members) {
      const { key, cpuSec } = processes.get(pid);
      cpuByKey.set(key, { kind: readKind(pid) ?? cpuByKey.get(key)?.kind ?? null, cpuSec });
    }
  };
  const sampleMemory = () => {
    let bytes = 0;
    for (const pid of members) bytes += readPssBytes(pid);
    peakBytes = Math.max(peakBytes, bytes);
  };

  const timers = [setInterval(sampleCpu, 50), setInterval(sampleMemory, 250)];
  return {
    stop() {
      for (const timer of timers) clearInterval(timer);
      const cpuSecByKind = {};
      for (const { kind, cpuSec } of cpuByKey.values()) {
        if (kind !== null) cpuSecByKind[kind] = (cpuSecByKind[kind] ?? 0) + cpuSec;
      }
      const cpuSec = [...cpuByKey.values()].reduce((sum, used) => sum + used.cpuSec, 0);
      return { cpuSec, cpuSecByKind, peakBytes };
    },
  };
}

/** CPU seconds by kind that processes and all below them have used so far; null where the system does not tell. */
export function readCpuSecByKind(pids) {
  if (process.platform !== 'linux') return null;
  const processes = readProcesses();
  const cpuSecByKind = {};
  for (const pid of collectTree(processes, new Set(), new Set(pids))) {
    const kind = readKind(pid) ?? 'other';
    cpuSecByKind[kind] = (cpuSecByKind[kind] ?? 0) + (processes.get(pid)?.cpuSec ?? 0);
  }
  return cpuSecByKind;
}

/**
 * Pids of every process in one of the sessions, and of their descendants, whose own sessions are added: a process
 * whose parent has gone keeps its session.
 */
function collectTree(processes, sessions, roots = new Set()) {
  const members = new Set(roots);
  let before = -1;
  while (members.size > before) {
    before = members.size;
    for (const [pid, { parent, session }] of processes) {
      if (members.has(pid) || !(sessions.has(session) || members.has(parent))) continue;
      members.add(pid);
      sessions.add(session);
    }
  }
  return members;
}
