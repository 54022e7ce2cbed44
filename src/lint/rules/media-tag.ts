import { posix } from 'node:path';
import type { LintFinding, LintRule } from '../finding.js';

type Medium = 'image' | 'video' | 'audio';

const MEDIA: Readonly<Record<string, Medium>> = {
  ...of('image', ['png', 'jpg', 'jpeg', 'gif', 'webp', 'avif', 'svg', 'bmp', 'ico', 'apng']),
  ...of('video', ['mp4', 'm4v', 'webm', 'mov', 'mkv', 'avi', 'ogv']),
  ...of('audio', ['mp3', 'wav', 'm4a', 'aac', 'flac', 'ogg', 'oga', 'opus']),
};

/** What each element shows or plays. An `<audio>` may play the sound of a film. */
const TAKES: Readonly<Record<string, readonly Medium[]>> = {
  img: ['image'],
  video: ['video'],
  audio: ['audio', 'video'],
};

/** Files whose kind does not match the element that loads them. */
export const mediaTag: LintRule = {
  name: 'media-tag',
  check({ references }) {
    return references.flatMap(({ reference, referrer, element }): Omit<LintFinding, 'rule'>[] => {
      const holder = element?.tag === 'source' ? element.parent : element;
      const isPoster = element?.attributes.poster === reference.text;
      const takes = holder == null || isPoster ? undefined : TAKES[holder.tag];
      const extension = posix
        .extname(reference.text.replace(/[?#].*$/s, ''))
        .slice(1)
        .toLowerCase();
      const medium = MEDIA[extension];
      if (holder == null || takes === undefined || medium === undefined || takes.includes(medium)) return [];
      const tag = Object.keys(TAKES).find((name) => TAKES[name]?.[0] === medium) ?? medium;
      return [
        {
          severity: 'error',
          file: referrer.file,
          line: reference.line,
          message: `<${holder.tag}> cannot show ${reference.text}, which is ${medium === 'image' ? 'an image' : medium === 'audio' ? 'a sound' : 'a video'}.`,
          fix: `Use <${tag}>, or another file.`,
        },
      ];
    });
  },
};

function of(medium: Medium, extensions: readonly string[]): Record<string, Medium> {
  return Object.fromEntries(extensions.map((extension) => [extension, medium]));
}
