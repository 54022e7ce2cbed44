import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A project folder with some files, deleted after the test. */
export async function project(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'framelane-project-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}

/** A document whose root holds `content`. */
export function page(content: string, attributes = 'data-duration="2"'): string {
  return `<!doctype html>\n<html><body>\n<div data-composition-id="main" ${attributes}>\n${content}\n</div>\n</body></html>`;
}

/** Matches a refusal by its code and parts of its message. */
class Refusal {
  constructor(
    readonly code: string,
    readonly parts: readonly string[],
  ) {}

  asymmetricMatch(error: unknown): boolean {
    if (!(error instanceof Error) || !('code' in error) || error.code !== this.code) return false;
    return this.parts.every((part) => error.message.includes(part));
  }

  toString(): string {
    return `${this.code} naming ${this.parts.join(', ')}`;
  }
}

export const refusal = (code: string, ...parts: string[]) => new Refusal(code, parts);
