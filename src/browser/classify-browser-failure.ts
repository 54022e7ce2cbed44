import { type ErrorDetails, isRenderError, RenderError } from '../errors/index.js';

/** What Chrome's libraries say when the other end has gone. The only place where their words are matched. */
const GONE =
  /target closed|session closed|connection closed|browser has disconnected|target crashed|not attached to an active page|inspected target navigated or closed|websocket is not open|session with given id not found|no target with given id/i;
/** What puppeteer says when a request was not answered in time. */
const UNANSWERED = /^(\S+) timed out\./;
const MISSING_LIBRARY = /error while loading shared libraries: ([^:]+):/;
const NO_SANDBOX = /no usable sandbox|running as root without --no-sandbox/i;

/** Whatever a call to the browser threw, as an error with a code. */
export function classifyBrowserFailure(
  thrown: unknown,
  doing: string,
  details: ErrorDetails = {},
): RenderError {
  if (isRenderError(thrown)) return thrown;
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  if (GONE.test(text)) {
    return new RenderError(
      'BROWSER_CRASHED',
      `The browser closed unexpectedly while ${doing}.`,
      { ...details, reason: text },
      { cause: thrown },
    );
  }
  const unanswered = UNANSWERED.exec(text)?.[1];
  if (unanswered !== undefined) {
    return new RenderError(
      'CAPTURE_TIMEOUT',
      `The browser did not answer while ${doing}.`,
      { ...details, method: unanswered },
      { cause: thrown },
    );
  }
  return new RenderError('INTERNAL', `The browser refused a request while ${doing}: ${text}`, details, {
    cause: thrown,
  });
}

/** Why a browser did not start. */
export function classifyLaunchFailure(thrown: unknown, stderrTail: string, browserPath: string): RenderError {
  if (isRenderError(thrown)) return thrown;
  const text = `${thrown instanceof Error ? thrown.message : String(thrown)}\n${stderrTail}`;
  const details = { path: browserPath, stderrTail: text.slice(-4000) };
  const library = MISSING_LIBRARY.exec(text)?.[1];
  if (library !== undefined) {
    const fix =
      'Run "framelane setup", or install the libraries of Chrome (on Debian: apt-get install chromium-headless-shell).';
    return new RenderError(
      'BROWSER_LAUNCH_FAILED',
      `The browser ${browserPath} misses the system library ${library}. ${fix}`,
      { ...details, fix },
      { cause: thrown, retryable: false },
    );
  }
  if (NO_SANDBOX.test(text)) {
    const fix = 'Allow unprivileged user namespaces, or render inside a container.';
    return new RenderError(
      'BROWSER_LAUNCH_FAILED',
      `The browser found no sandbox to run in. ${fix}`,
      { ...details, fix },
      { cause: thrown, retryable: false },
    );
  }
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  const lastWords = stderrTail.trim().split('\n').at(-1) ?? '';
  return new RenderError(
    'BROWSER_LAUNCH_FAILED',
    `The browser ${browserPath} did not start: ${reason}${lastWords === '' ? '' : ` (${lastWords})`}`,
    details,
    { cause: thrown },
  );
}
