import { stat } from 'node:fs/promises';
import { RenderError } from '../../src/errors/index.js';
import { resolveInside } from '../../src/files/index.js';
import { isOwnUrl } from '../security/own-page.js';
import { isRunId } from './run-id.js';
import { refuse, sendFile } from './send-file.js';

export interface AppFiles {
  /** Folder of the built interface. */
  readonly uiDir: string;
  /** Finished file of a run; null when there is none. */
  readonly outputPath: (runId: string) => Promise<string | null>;
}

const OUTPUT = '/output/';

/** Answers `framelane://app/…`: the interface's own files, and a run's finished file under `/output/<runId>`. */
export function serveApp({ uiDir, outputPath }: AppFiles): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
    if (!isOwnUrl(request.url)) return refuse(403);
    const path = decodePath(new URL(request.url).pathname);
    if (path === null) return refuse(400);
    if (path.startsWith(OUTPUT)) {
      const runId = path.slice(OUTPUT.length);
      return sendIfFile(request, isRunId(runId) ? await outputPath(runId) : null);
    }
    // The interface has no such names; an editor's or a system's leftovers are nobody's business.
    if (path.split('/').some((segment) => segment.startsWith('.'))) return refuse(403);
    try {
      return await sendIfFile(
        request,
        await resolveInside(uiDir, path === '/' ? 'index.html' : path.slice(1)),
      );
    } catch (error) {
      if (error instanceof RenderError && error.code === 'PATH_NOT_ALLOWED') return refuse(403);
      throw error;
    }
  };
}

async function sendIfFile(request: Request, path: string | null): Promise<Response> {
  const facts = path === null ? null : await stat(path).catch(() => null);
  return path !== null && facts?.isFile() === true ? sendFile(request, path, facts.size) : refuse(404);
}

/** Null for what is no path: a broken escape, a backslash (a separator on Windows), a NUL. */
function decodePath(pathname: string): string | null {
  try {
    const path = decodeURIComponent(pathname);
    return path.includes('\\') || path.includes('\0') ? null : path;
  } catch {
    return null;
  }
}
