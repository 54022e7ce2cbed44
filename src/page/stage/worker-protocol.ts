/** Messages to the worker that converts frames, and back. */
export interface WorkerStart {
  readonly type: 'start';
  readonly widthPx: number;
  readonly heightPx: number;
  readonly mark: string;
  readonly converter: string;
}
export interface WorkerFrame {
  readonly type: 'frame';
  readonly frame: VideoFrame;
  readonly slot: number;
}
export type WorkerAnswer =
  | { readonly type: 'started' }
  | { readonly type: 'written'; readonly slot: number }
  | { readonly type: 'failed'; readonly message: string };
