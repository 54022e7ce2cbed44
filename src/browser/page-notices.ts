import type { CDPSession } from 'puppeteer-core';
import type { PageNotice, PageWatch } from './types.js';

/** What a page may say before nobody listens any more; a page can say a million things. */
const MAX_NOTICES = 100;
const MAX_LENGTH = 500;

const LEVELS: Readonly<Record<string, PageNotice['level']>> = {
  error: 'error',
  assert: 'error',
  warning: 'warn',
  debug: 'debug',
  trace: 'debug',
};

/** The notices of one page. */
export interface PageNotices {
  /** Whether the browser has been told to send no more. */
  readonly isOver: boolean;
  /** Tells nobody from now on, and counts anew. */
  hold(): void;
  /** Tells somebody what was held, and from now on everything. */
  tellTo(onNotice: PageWatch['onNotice']): void;
}

/**
 * Tells what a page writes to its console, and what it asks for and is refused without being an error: windows, downloads
 * and dialogs. After a hundred notices the browser is told to send no more.
 * @param baseUrl cut from messages: its token is a secret.
 */
export function watchNotices(
  cdp: CDPSession,
  baseUrl: string,
  firstListener: PageWatch['onNotice'],
): PageNotices {
  let listener = firstListener;
  let held: PageNotice[] | null = null;
  let told = 0;
  const onNotice = (notice: PageNotice) => (held === null ? listener?.(notice) : held.push(notice));
  const tell = (kind: PageNotice['kind'], level: PageNotice['level'], text: string) => {
    told += 1;
    if (told > MAX_NOTICES) return;
    onNotice({ kind, level, message: text.replaceAll(baseUrl, '').slice(0, MAX_LENGTH) });
    if (told < MAX_NOTICES) return;
    onNotice({ kind, level: 'warn', message: `The page said ${MAX_NOTICES} things; more are not kept.` });
    // Evaluating works without; only the console's messages end.
    cdp.send('Runtime.disable').catch(() => undefined);
  };
  cdp.on('Runtime.consoleAPICalled', ({ type, args }) => {
    const text = args.map((arg) =>
      String(arg.value ?? arg.unserializableValue ?? arg.description ?? arg.type),
    );
    tell('console', LEVELS[type] ?? 'info', `console: ${text.join(' ')}`);
  });
  cdp.on('Page.windowOpen', ({ url }) => {
    tell('refusal', 'warn', `The page asked for a window and got none: ${url || 'about:blank'}`);
  });
  cdp.on('Page.downloadWillBegin', ({ url, suggestedFilename }) => {
    tell('refusal', 'warn', `The page asked for a download and got none: ${suggestedFilename || url}`);
  });
  cdp.on('Page.javascriptDialogOpening', ({ type, message }) => {
    tell('refusal', 'warn', `The page opened a dialog that nobody sees (${type}): ${message}`);
  });
  return {
    get isOver() {
      return told >= MAX_NOTICES;
    },
    hold() {
      held = [];
      told = 0;
    },
    tellTo(next) {
      listener = next;
      const waiting = held ?? [];
      held = null;
      for (const notice of waiting) onNotice(notice);
    },
  };
}
