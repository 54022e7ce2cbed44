/** What a transport tells while it lives. After `onClose` it says nothing more. */
export interface TransportEvents {
  readonly onOpen: () => void;
  /** One message of the host, already parsed to plain data, not yet checked. */
  readonly onMessage: (data: unknown) => void;
  readonly onClose: (reason: string) => void;
}

/** One connection to the engine host. */
export interface Transport {
  readonly send: (data: unknown) => void;
  readonly close: () => void;
}

/** Opens a new connection; called again after each loss. */
export type Connect = (events: TransportEvents) => Transport;
