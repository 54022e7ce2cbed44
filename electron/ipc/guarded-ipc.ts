import { type IpcMainEvent, type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import type { z } from 'zod';
import { RenderError } from '../../src/errors/index.js';
import { isOwnUrl } from '../security/own-page.js';

/** Whether these contents are a window of ours. */
export type IsOwnContents = (contents: WebContents) => boolean;

type AnyIpcEvent = IpcMainInvokeEvent | IpcMainEvent;

/** Answers a channel, for the main frame of our own page in our own window, with an argument of the right shape only. */
export function answer<S extends z.ZodType>(
  channel: string,
  schema: S,
  isOwn: IsOwnContents,
  run: (input: z.output<S>, sender: WebContents) => unknown,
): void {
  ipcMain.handle(channel, (event, ...args: unknown[]) =>
    run(check(channel, schema, isOwn, event, args), event.sender),
  );
}

/** As {@link answer}, for a channel without an answer: what is refused is dropped. */
export function listen<S extends z.ZodType>(
  channel: string,
  schema: S,
  isOwn: IsOwnContents,
  run: (input: z.output<S>, sender: WebContents) => void,
): void {
  ipcMain.on(channel, (event, ...args: unknown[]) => {
    let input: z.output<S>;
    try {
      input = check(channel, schema, isOwn, event, args);
    } catch {
      return;
    }
    run(input, event.sender);
  });
}

function check<S extends z.ZodType>(
  channel: string,
  schema: S,
  isOwn: IsOwnContents,
  event: AnyIpcEvent,
  args: readonly unknown[],
): z.output<S> {
  const { senderFrame, sender } = event;
  const trusted =
    senderFrame !== null && senderFrame === sender.mainFrame && isOwnUrl(senderFrame.url) && isOwn(sender);
  if (!trusted) throw new RenderError('PATH_NOT_ALLOWED', `${channel}: this page may not ask the shell.`);
  const parsed = args.length <= 1 ? schema.safeParse(args[0]) : null;
  if (parsed?.success !== true)
    throw new RenderError('CONFIG_INVALID', `${channel}: the argument is refused.`);
  return parsed.data;
}
