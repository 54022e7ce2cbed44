import type { VideoJson, VideosJson } from '../contract/index.js';

/**
 * Frames that show every film in the middle half of the time for which it is seen, ascending: films that are seen at the
 * same time share one. Null: one of them is seen only after frames that may be visited. Pure.
 * @param span frames from 0 that may be visited.
 */
export function framesOfFilms(videos: VideosJson, span: number): number[] | null {
  const chosen = new Set<number>();
  for (const seen of videos.map(framesSeen)) {
    if (seen.length === 0) continue;
    const visited = seen.filter((frame) => frame < span);
    const quarter = Math.floor(visited.length / 4);
    const middleHalf = visited.slice(quarter, visited.length - quarter);
    const middle = visited[Math.floor(visited.length / 2)];
    if (middle === undefined) return null;
    if (!middleHalf.some((frame) => chosen.has(frame))) chosen.add(middle);
  }
  return [...chosen].sort((a, b) => a - b);
}

function framesSeen({ firstFrame, shown }: VideoJson): number[] {
  return shown.flatMap((source, offset) => (source < 0 ? [] : [firstFrame + offset]));
}
