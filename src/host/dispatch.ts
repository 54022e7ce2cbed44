import {
  HOST_METHODS,
  type HostCheckedInput,
  type HostMessage,
  type HostMethod,
  type HostOutput,
  hostRequestSchema,
  parseWith,
} from '../contract/index.js';
import { RenderError, toErrorData } from '../errors/index.js';

/** What a method is given besides its input: the window that asks. */
export interface WindowContext {
  /** Names the connection, so that what a window watches ends with it. */
  readonly windowId: number;
  send(message: HostMessage): void;
  /** Address at which this window can fetch a run's output; null where it cannot. */
  outputUrl(runId: string): string | null;
}

/** One function per method of the protocol; a missing one is a type error. */
export type HostMethods = {
  readonly [M in HostMethod]: (
    input: HostCheckedInput<M>,
    window: WindowContext,
  ) => Promise<HostOutput<M>> | HostOutput<M>;
};

/** Checks a message, calls its method, checks the answer and sends it. Never throws: a bad message is answered or dropped. */
export async function dispatch(message: unknown, methods: HostMethods, window: WindowContext): Promise<void> {
  const request = hostRequestSchema.safeParse(message);
  if (!request.success) {
    const id = idOf(message);
    if (id !== null) window.send(refusal(id, invalid('The request is not one of this version.')));
    return;
  }
  const { id, method, input } = request.data;
  try {
    const checked = parseWith(
      HOST_METHODS[method].input as (typeof HOST_METHODS)[HostMethod]['input'],
      input,
      (text) => invalid(`${method}: ${text}`),
    );
    // The table pairs each method with its own input and output; TypeScript cannot follow the pairing through a union.
    const run = methods[method] as (input: unknown, window: WindowContext) => unknown;
    window.send({
      kind: 'answer',
      id,
      ok: true,
      value: HOST_METHODS[method].output.parse(await run(checked, window)),
    });
  } catch (error) {
    window.send(refusal(id, error));
  }
}

function refusal(id: number, error: unknown): HostMessage {
  const { stack: _stack, ...data } = toErrorData(error);
  return { kind: 'answer', id, ok: false, error: { ...data, details: { ...data.details } } };
}

function invalid(message: string): RenderError {
  return new RenderError('CONFIG_INVALID', message);
}

function idOf(message: unknown): number | null {
  const id = typeof message === 'object' && message !== null && 'id' in message ? message.id : null;
  return typeof id === 'number' && Number.isSafeInteger(id) ? id : null;
}
