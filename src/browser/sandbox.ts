import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';

/** Whether Chrome can use its sandbox here, and why not. */
export interface SandboxVerdict {
  readonly sandbox: boolean;
  /** One sentence for people; empty when the sandbox is on. */
  readonly why: string;
}

/** Kernel switches that forbid an ordinary user the namespaces of which the sandbox is made. */
const NAMESPACE_SWITCHES = [
  { path: '/proc/sys/kernel/unprivileged_userns_clone', forbidden: '0' },
  { path: '/proc/sys/user/max_user_namespaces', forbidden: '0' },
  { path: '/proc/sys/kernel/apparmor_restrict_unprivileged_userns', forbidden: '1' },
] as const;

/** Looks at what the sandbox needs. Chrome refuses to start as root with it. */
export async function judgeSandbox(): Promise<SandboxVerdict> {
  if (process.platform !== 'linux') return { sandbox: true, why: '' };
  if (userInfo().uid === 0) {
    return { sandbox: false, why: 'Chrome has no sandbox for root; render as an ordinary user to have one.' };
  }
  for (const { path, forbidden } of NAMESPACE_SWITCHES) {
    const value = await readFile(path, 'utf8').catch(() => null);
    if (value?.trim() === forbidden) {
      return {
        sandbox: false,
        why: `This kernel gives ordinary users no namespaces (${path} is ${forbidden}).`,
      };
    }
  }
  return { sandbox: true, why: '' };
}
