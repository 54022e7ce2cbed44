import type { CDPSession } from 'puppeteer-core';

/**
 * Runs a script in every worker that a page starts, before the worker's own: it is held at its start until then.
 * @param control the session with the browser, which knows all others.
 */
export async function runInWorkers(control: CDPSession, page: CDPSession, script: string): Promise<void> {
  page.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    const session = control.connection()?.session(sessionId);
    if (session === null || session === undefined) return;
    // A worker may be gone before it has begun.
    const send = (work: Promise<unknown>) => work.catch(() => undefined);
    if (targetInfo.type === 'worker') void send(session.send('Runtime.evaluate', { expression: script }));
    void send(session.send('Runtime.runIfWaitingForDebugger'));
  });
  await page.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true });
}
