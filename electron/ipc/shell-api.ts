import { stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import type { MessagePortMain, WebContents } from 'electron';
import { z } from 'zod';
import type { MenuCommand } from '../../renderer/api/shell.js';
import { RenderError } from '../../src/errors/index.js';
import { isRunId } from '../protocol/run-id.js';
import { CHANNELS } from './channels.js';
import { answer, type IsOwnContents, listen } from './guarded-ipc.js';

const nothing = z.undefined();
const runId = z.string().refine(isRunId);
const noteSchema = z.strictObject({
  title: z.string().min(1).max(200),
  body: z.string().max(1000),
  runId,
});

const commandsSchema = z
  .array(
    z.strictObject({
      id: z.string().min(1).max(60),
      title: z.string().min(1).max(120),
      group: z.string().min(1).max(30),
      keys: z.string().max(40).nullable(),
      enabled: z.boolean(),
    }),
  )
  .max(200);

export const DIALOG_KINDS = ['project', 'output-folder', 'executable'] as const;
export type DialogKind = (typeof DIALOG_KINDS)[number];
export type Note = z.infer<typeof noteSchema>;

/** What the page's requests are answered with. */
export interface ShellActions {
  readonly connectEngine: () => Promise<MessagePortMain>;
  /** Asks the person; null when the dialog was closed. */
  readonly askForPath: (kind: DialogKind, sender: WebContents) => Promise<string | null>;
  /** Makes a path of the system's known and gives it a handle. @param kind what it was chosen as. */
  readonly takePath: (path: string, kind: DialogKind) => string;
  readonly outputPath: (runId: string) => Promise<string | null>;
  readonly showInFolder: (path: string) => void;
  readonly openFile: (path: string) => Promise<void>;
  readonly dragFile: (path: string, sender: WebContents) => void;
  readonly notify: (note: Note) => void;
  readonly showCommands: (commands: readonly MenuCommand[]) => void;
}

/** Registers every channel that the preload may use. */
export function serveShellApi(actions: ShellActions, isOwn: IsOwnContents): void {
  const requireOutput = async (id: string): Promise<string> => {
    const path = await actions.outputPath(id);
    if (path !== null && (await exists(path))) return path;
    throw new RenderError('INPUT_NOT_FOUND', 'The finished file of this run is not there any more.', {
      runId: id,
    });
  };

  answer(CHANNELS.requestPort, nothing, isOwn, async (_input, sender) => {
    const port = await actions.connectEngine();
    if (sender.isDestroyed()) port.close();
    else sender.postMessage(CHANNELS.port, null, [port]);
  });
  answer(CHANNELS.registerDrop, z.string().max(4096), isOwn, async (path) =>
    isAbsolute(path) && !path.includes('\0') && (await exists(path))
      ? actions.takePath(path, 'project')
      : null,
  );
  answer(CHANNELS.openDialog, z.enum(DIALOG_KINDS), isOwn, async (kind, sender) => {
    const path = await actions.askForPath(kind, sender);
    return path === null ? null : actions.takePath(path, kind);
  });
  answer(CHANNELS.showInFolder, runId, isOwn, async (id) => actions.showInFolder(await requireOutput(id)));
  answer(CHANNELS.openOutput, runId, isOwn, async (id) => actions.openFile(await requireOutput(id)));
  listen(CHANNELS.startDrag, runId, isOwn, (id, sender) => {
    requireOutput(id).then(
      (path) => actions.dragFile(path, sender),
      // The file went away between the drawing of the card and the drag: there is nothing to drag.
      () => {},
    );
  });
  listen(CHANNELS.notify, noteSchema, isOwn, (note) => actions.notify(note));
  listen(CHANNELS.setCommands, commandsSchema, isOwn, (commands) => actions.showCommands(commands));
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
