/**
 * Cores with a worker each: with half of one or more beside the whole ones, a further worker pays (measured with a quota of
 * 1.5 cores). At least one.
 * @param cores that may be used; a container's quota may be a fraction.
 */
export function wholeCores(cores: number): number {
  return Math.max(1, Math.round(cores));
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
