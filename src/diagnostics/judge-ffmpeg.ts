import type { Finding } from '../contract/index.js';
import { toFinding } from './finding.js';

/** What each encoder is needed for. Without the first nothing renders as it should by default. */
const ENCODERS = {
  libx264: 'mp4',
  libx265: 'mp4 with --codec h265',
  'libvpx-vp9': 'webm',
  prores_ks: 'mov',
  aac: 'sound in mp4 and mov',
  libopus: 'sound in webm',
} as const;
/** Without these the default output, an mp4 with sound, cannot be made. */
const NEEDED_ENCODERS: readonly string[] = ['libx264', 'aac'];
/** What each filter is needed for. */
const FILTERS = { psnr: 'comparing renders', ssim: 'comparing renders' } as const;

const FIX = 'Install a complete build (Debian: apt-get install -y ffmpeg), or name one with --ffmpeg.';

/** Judges what an ffmpeg can do. Pure. */
export function judgeFfmpeg(encoders: ReadonlySet<string>, filters: ReadonlySet<string>): Finding[] {
  return [
    ...Object.entries(ENCODERS).map(([name, purpose]) =>
      judge('encoder', name, purpose, encoders.has(name), NEEDED_ENCODERS.includes(name)),
    ),
    ...Object.entries(FILTERS).map(([name, purpose]) =>
      judge('filter', name, purpose, filters.has(name), false),
    ),
  ];
}

function judge(kind: string, name: string, purpose: string, there: boolean, needed: boolean): Finding {
  return toFinding('ffmpeg', `ffmpeg.${kind}.${name}`, `${name}`, {
    status: there ? 'ok' : needed ? 'fail' : 'warn',
    detail: there ? `${kind} for ${purpose}` : `this ffmpeg has no ${kind} ${name}, needed for ${purpose}`,
    fix: FIX,
  });
}
