import { realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { RecentProject, Trust } from '../../contract/index.js';
import { RenderError } from '../../errors/index.js';
import { sha256Of } from '../../files/index.js';
import { shortenHome } from '../shorten-home.js';
import { openJsonStore } from './json-store.js';

/** Most projects that are remembered; the oldest is forgotten first. */
const MAX_PROJECTS = 50;

const recordSchema = z.strictObject({
  projectId: z.string(),
  projectDir: z.string(),
  entryFile: z.string(),
  trust: z.enum(['restricted', 'trusted']),
  isSample: z.boolean(),
  openedAtMs: z.number(),
});

/** A project as the host remembers it. */
export type ProjectRecord = z.infer<typeof recordSchema>;

/** The projects that were opened on this computer, with the trust they were given. */
export interface ProjectStore {
  /**
   * Remembers a composition: a folder, or an HTML file of one. Trust is kept per real folder; a new one is restricted.
   * @throws INPUT_NOT_FOUND
   */
  open(path: string, isSample: boolean): Promise<ProjectRecord>;
  /** @throws INPUT_NOT_FOUND for an id that is not known. */
  get(projectId: string): Promise<ProjectRecord>;
  setTrust(projectId: string, trust: Trust): Promise<ProjectRecord>;
  forget(projectId: string): Promise<void>;
  recent(): Promise<RecentProject[]>;
}

/** Opens the store of a data folder. Samples are trusted: they are part of Framelane. */
export function openProjectStore(path: string): ProjectStore {
  const store = openJsonStore(path, z.array(recordSchema), []);
  const find = async (projectId: string): Promise<ProjectRecord> => {
    const record = (await store.get()).find((candidate) => candidate.projectId === projectId);
    if (record !== undefined) return record;
    throw new RenderError('INPUT_NOT_FOUND', 'This project is not known any more. Open its folder again.', {
      projectId,
    });
  };
  const put = async (record: ProjectRecord): Promise<ProjectRecord> => {
    await store.update((records) =>
      [record, ...records.filter((other) => other.projectId !== record.projectId)].slice(0, MAX_PROJECTS),
    );
    return record;
  };
  return {
    get: find,
    async open(givenPath, isSample) {
      const { projectDir, entryFile } = await locate(givenPath);
      const projectId = sha256Of(`${projectDir}\0${entryFile}`).slice(0, 16);
      const known = (await store.get()).find((record) => record.projectDir === projectDir);
      const trust = isSample ? 'trusted' : (known?.trust ?? 'restricted');
      return put({ projectId, projectDir, entryFile, trust, isSample, openedAtMs: Date.now() });
    },
    async setTrust(projectId, trust) {
      const { projectDir } = await find(projectId);
      await store.update((records) =>
        records.map((record) => (record.projectDir === projectDir ? { ...record, trust } : record)),
      );
      return find(projectId);
    },
    async forget(projectId) {
      await store.update((records) => records.filter((record) => record.projectId !== projectId));
    },
    async recent() {
      const records = (await store.get()).filter((record) => !record.isSample);
      return Promise.all(
        records.map(async ({ projectId, projectDir, entryFile, openedAtMs }) => ({
          projectId,
          name: projectName(projectDir, entryFile),
          displayPath: shortenHome(projectDir),
          openedAtMs,
          missing: !(await isFile(join(projectDir, entryFile))),
        })),
      );
    },
  };
}

/** What a project is called: its folder, and its page when that is not the usual one. */
export function projectName(projectDir: string, entryFile: string): string {
  return entryFile === 'index.html' ? basename(projectDir) : `${basename(projectDir)} / ${entryFile}`;
}

async function locate(path: string): Promise<{ projectDir: string; entryFile: string }> {
  const real = await realpath(path).catch(() => null);
  if (real === null) throw new RenderError('INPUT_NOT_FOUND', `There is nothing at ${path}.`, { path });
  if ((await stat(real)).isDirectory()) {
    if (await isFile(join(real, 'index.html'))) return { projectDir: real, entryFile: 'index.html' };
    throw new RenderError(
      'INPUT_NOT_FOUND',
      `The folder ${path} has no index.html. Choose the HTML file itself.`,
      { path },
    );
  }
  if (/\.html?$/i.test(real)) return { projectDir: join(real, '..'), entryFile: basename(real) };
  throw new RenderError('INPUT_NOT_FOUND', `${path} is not a composition: choose a folder or an HTML file.`, {
    path,
  });
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
