/**
 * How a filter graph is read from a file: version 7 has a general way, and 8 no longer the old one. Pure.
 * @param stream `v` for the filter of one video stream, absent for a graph with several inputs.
 */
export function graphFileArgs(identity: string, graphPath: string, stream?: 'v'): string[] {
  const major = Number(/version n?(\d+)\./.exec(identity)?.[1] ?? Number.POSITIVE_INFINITY);
  if (stream !== undefined)
    return major >= 7 ? [`-/filter:${stream}`, graphPath] : [`-filter_script:${stream}`, graphPath];
  return major >= 7 ? ['-/filter_complex', graphPath] : ['-filter_complex_script', graphPath];
}
