import {
  HOST_METHODS,
  type HostInput,
  type HostMessage,
  type HostMethod,
  type HostOutput,
} from '../../src/contract/index.js';
import { type ErrorData, fromErrorData, RenderError } from '../../src/errors/index.js';
import { reconnectDelayMs } from './backoff.js';
import { parseHostMessage } from './messages.js';
import type { Connect, Transport } from './transport.js';

export type ConnectionState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'open' }
  | { readonly kind: 'lost'; readonly retryAtMs: number; readonly reason: string };

/** News of the host: every message but the answers. */
export type HostNews = Exclude<HostMessage, { kind: 'answer' }>;

/** A request that could not be answered because the connection went away. */
export class DisconnectedError extends Error {
  override readonly name = 'DisconnectedError';
}

interface Pending {
  readonly method: HostMethod;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** The window's side of the host protocol: requests with checked answers, news, and reconnecting with back-off. */
export class HostClient {
  readonly #connect: Connect;
  #transport: Transport | null = null;
  #state: ConnectionState = { kind: 'connecting' };
  #nextId = 1;
  #failures = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  readonly #pending = new Map<number, Pending>();
  readonly #waiting: { readonly id: number; readonly data: unknown }[] = [];
  readonly #stateListeners = new Set<(state: ConnectionState) => void>();
  readonly #newsListeners = new Set<(news: HostNews) => void>();

  constructor(connect: Connect) {
    this.#connect = connect;
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** Connects, and again after each loss until {@link stop}. */
  start(): void {
    this.#setState({ kind: 'connecting' });
    let open = false;
    const transport = this.#connect({
      onOpen: () => {
        open = true;
        this.#transport = transport;
        this.#failures = 0;
        this.#setState({ kind: 'open' });
        for (const { data } of this.#waiting.splice(0)) transport.send(data);
      },
      onMessage: (data) => this.#receive(data),
      onClose: (reason) => {
        if (open && this.#transport !== transport) return;
        this.#lose(reason);
      },
    });
  }

  /** Tries again at once instead of waiting for the next attempt. */
  reconnect(): void {
    if (this.#state.kind !== 'lost') return;
    clearTimeout(this.#retry);
    this.start();
  }

  stop(): void {
    clearTimeout(this.#retry);
    const transport = this.#transport;
    this.#transport = null;
    transport?.close();
  }

  /**
   * Asks the host. While the connection is being made, the request waits for it.
   * @throws RenderError as the host sent it; INTERNAL when the answer has another shape than the protocol says;
   * {@link DisconnectedError} when the connection was lost before the answer came.
   */
  request<M extends HostMethod>(method: M, input: HostInput<M>): Promise<HostOutput<M>> {
    const id = this.#nextId++;
    const data = { kind: 'request', id, method, input };
    return new Promise<HostOutput<M>>((resolve, reject) => {
      this.#pending.set(id, { method, resolve: resolve as (value: unknown) => void, reject });
      if (this.#state.kind === 'open' && this.#transport !== null) this.#transport.send(data);
      else this.#waiting.push({ id, data });
    });
  }

  onState(listener: (state: ConnectionState) => void): () => void {
    this.#stateListeners.add(listener);
    return () => this.#stateListeners.delete(listener);
  }

  onNews(listener: (news: HostNews) => void): () => void {
    this.#newsListeners.add(listener);
    return () => this.#newsListeners.delete(listener);
  }

  #setState(state: ConnectionState): void {
    this.#state = state;
    for (const listener of this.#stateListeners) listener(state);
  }

  #lose(reason: string): void {
    this.#transport = null;
    this.#waiting.splice(0);
    const lost = [...this.#pending.values()];
    this.#pending.clear();
    for (const { method, reject } of lost) {
      reject(new DisconnectedError(`The engine went away before it answered ${method}.`));
    }
    const delayMs = reconnectDelayMs(this.#failures++);
    this.#setState({ kind: 'lost', retryAtMs: Date.now() + delayMs, reason });
    this.#retry = setTimeout(() => this.start(), delayMs);
  }

  #receive(data: unknown): void {
    const message = parseHostMessage(data);
    if (message === null) return;
    if (message.kind !== 'answer') {
      for (const listener of this.#newsListeners) listener(message);
      return;
    }
    const pending = this.#pending.get(message.id);
    if (pending === undefined) return;
    this.#pending.delete(message.id);
    if (!message.ok) {
      pending.reject(fromErrorData(message.error as ErrorData));
      return;
    }
    const parsed = HOST_METHODS[pending.method].output.safeParse(message.value);
    if (parsed.success) pending.resolve(parsed.data);
    else {
      const issue = parsed.error.issues[0];
      pending.reject(
        new RenderError('INTERNAL', `The engine's answer to ${pending.method} has an unexpected shape.`, {
          field: issue?.path.join('.') ?? '',
          issue: issue?.message ?? '',
          fix: 'Reload the window; if that does not help, the window and the engine are of different versions.',
        }),
      );
    }
  }
}
