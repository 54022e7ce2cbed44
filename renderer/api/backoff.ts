/** How long to wait before the next attempt to connect: 250 ms, doubling, at most 8 s. */
export function reconnectDelayMs(failures: number): number {
  return Math.min(8000, 250 * 2 ** Math.min(failures, 10));
}
