import type { PageError } from '../protocol.js';
import { describeElement } from './describe-element.js';

/**
 * Chrome reports this as an uncaught error although nothing is wrong: observers that change sizes are served in the
 * next frame. It is the one browser message that is matched by its text.
 */
const HARMLESS_MESSAGE = /^ResizeObserver loop/;

/** Collects what goes wrong in the page until it is asked. */
export class PageErrors {
  #errors: PageError[] = [];
  readonly #failed = new WeakSet<Element>();
  readonly #reported = new Set<string>();
  /** Frame whose seek is under way; null while loading. */
  frameIndex: number | null = null;

  /** Starts to listen; before any script of the page, so that its handlers cannot come first. */
  listen(): void {
    window.addEventListener(
      'error',
      (event: Event) => {
        if (event instanceof ErrorEvent) this.#addException(event);
        else if (event.target instanceof Element) this.#addFailedElement(event.target);
      },
      true,
    );
    window.addEventListener('unhandledrejection', (event) => {
      this.addRejection(event.reason, 'A promise was rejected and nobody caught it');
    });
  }

  addRejection(reason: unknown, context: string): void {
    this.add({ kind: 'rejection', message: `${context}: ${toText(reason)}`, where: whereOf(reason) });
  }

  /** A file that could not be loaded; said once per element and URL. */
  addResource(what: string, url: string): void {
    const key = `${what} ${url}`;
    if (this.#reported.has(key)) return;
    this.#reported.add(key);
    this.add({ kind: 'resource', message: `${what} could not be loaded: ${url}`, where: url });
  }

  /** Something wrong in the composition itself; said once. */
  addProblem(message: string): void {
    if (this.#reported.has(message)) return;
    this.#reported.add(message);
    this.add({ kind: 'exception', message, where: '' });
  }

  /** Something that cannot be brought to a frame; said once. @param message one sentence that names it. */
  addRefusal(message: string, fix: string): void {
    if (this.#reported.has(message)) return;
    this.#reported.add(message);
    this.add({ kind: 'refusal', message, where: '', fix });
  }

  add(error: PageError): void {
    this.#errors.push(this.frameIndex === null ? error : { ...error, frameIndex: this.frameIndex });
  }

  hasFailed(element: Element): boolean {
    return this.#failed.has(element);
  }

  /** Everything since the last call. */
  drain(): PageError[] {
    const errors = this.#errors;
    this.#errors = [];
    return errors;
  }

  #addException(event: ErrorEvent): void {
    if (HARMLESS_MESSAGE.test(event.message)) return;
    const where = event.filename === '' ? '' : `${event.filename}:${event.lineno}:${event.colno}`;
    this.add({ kind: 'exception', message: event.message, where });
  }

  #addFailedElement(element: Element): void {
    this.#failed.add(element);
    const url =
      element instanceof HTMLImageElement
        ? element.currentSrc || element.src
        : (element.getAttribute('src') ?? element.getAttribute('href') ?? element.getAttribute('data') ?? '');
    this.addResource(describeElement(element), toAbsolute(url));
  }
}

function toAbsolute(url: string): string {
  try {
    return new URL(url, document.baseURI).href;
  } catch {
    return url;
  }
}

function toText(reason: unknown): string {
  return reason instanceof Error ? `${reason.name}: ${reason.message}` : String(reason);
}

/** The first place in the error's stack, `file:line:column`. */
function whereOf(reason: unknown): string {
  if (!(reason instanceof Error)) return '';
  return /\b(?:https?|file|data):[^\s)]+:\d+:\d+/.exec(reason.stack ?? '')?.[0] ?? '';
}
