/** Cores that a worker each may keep busy; a container's quota may be a fraction. At least one. */
export function wholeCores(cores: number): number {
  return Math.max(1, Math.floor(cores));
}

/**
 * The least number of chunks from `wanted` on with which each core gets as many as the others, so that none idles at the
 * end. Where that is more than `most`: the largest such number below; where even one for each core is: `most`.
 */
export function fullRounds(wanted: number, cores: number, most: number): number {
  const perRound = wholeCores(cores);
  if (most < perRound) return most;
  return perRound * Math.min(Math.ceil(wanted / perRound), Math.floor(most / perRound));
}
