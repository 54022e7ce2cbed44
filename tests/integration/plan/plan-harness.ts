import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder for one test with a project and room for plans beside it; deleted afterwards. */
export interface Workplace {
  readonly projectDir: string;
  readonly planDir: string;
  /** Names beside the project: shows what a failed plan leaves. */
  leftovers(): Promise<string[]>;
}

export async function workplace(files: Readonly<Record<string, string | Uint8Array>>): Promise<Workplace> {
  const folder = await mkdtemp(join(tmpdir(), 'framelane-plan-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const projectDir = join(folder, 'project');
  await mkdir(projectDir);
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(projectDir, path)), { recursive: true });
    await writeFile(join(projectDir, path), content);
  }
  return {
    projectDir,
    planDir: join(folder, 'plan'),
    leftovers: async () => (await readdir(folder)).filter((name) => name !== 'project'),
  };
}

/** A page of 320×180 for half a second, unless the attributes say otherwise. */
export function page(content: string, attributes = 'data-duration="0.5" data-no-timeline'): string {
  return `<!doctype html><html><head><meta charset="utf-8"></head><body style="margin:0">
<main data-composition-id="main" data-width="320" data-height="180" ${attributes}>
${content}
</main></body></html>`;
}

/** sha256 of every file of a folder by path. */
export async function digestsOf(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const digests: Record<string, string> = {};
  for (const entry of entries.filter((candidate) => candidate.isFile())) {
    const path = join(entry.parentPath, entry.name);
    digests[path.slice(folder.length + 1)] = createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
  }
  return digests;
}
