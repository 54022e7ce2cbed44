import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { CODECS, HARDWARE_ENCODERS, type LockedRenderConfig } from '#src/contract/index.js';
import { describeHardware, resolveQuality, tryEncoder } from '#src/ffmpeg/index.js';
import { listCapabilities } from '#src/ffmpeg/list-capabilities.js';
import { videoCodecArgs } from '#src/ffmpeg/video-codec-args.js';
import { FFMPEG, FFPROBE, makeEncoder } from '../../helpers/make-plan.js';

const attempt = (encoder: LockedRenderConfig) =>
  tryEncoder({ ffmpegPath: FFMPEG, ffprobePath: FFPROBE, encoder });

/** A folder for temporary files that no other test writes to. */
const temporary = mkdtempSync(join(tmpdir(), 'framelane-test-trial-'));
vi.stubEnv('TMPDIR', temporary);
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(temporary, { recursive: true, force: true });
});
const left = () => readdirSync(temporary);

describe('tryEncoder', () => {
  it.each(CODECS)('is content with what chunks of %s are encoded with', async (codec) => {
    const locked = resolveQuality({ format: 'mp4', codec, quality: 'standard' });
    expect(await attempt(makeEncoder('mp4', { codec, ...locked }))).toBeNull();
    expect(left()).toEqual([]);
  });

  it('sees B-frames', async () => {
    expect(await attempt(makeEncoder('mp4', { tuning: 'bframes=2:b-adapt=0' }))).toMatch(/out of order/);
  });

  it('sees groups of pictures that are too long', async () => {
    expect(await attempt(makeEncoder('mp4', { tuning: 'keyint=9:min-keyint=9' }))).toMatch(/every 4 frames/);
  });

  it('ends when it is cancelled', async () => {
    const signal = AbortSignal.abort();
    const encoder = makeEncoder('mp4');
    const trial = tryEncoder({ ffmpegPath: FFMPEG, ffprobePath: FFPROBE, encoder, signal });
    await expect(trial).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(left()).toEqual([]);
  });
});

const { encoders } = await listCapabilities(FFMPEG);
const kinds = HARDWARE_ENCODERS.flatMap((videoEncoder) => CODECS.map((codec) => ({ videoEncoder, codec })));
const lock = (kind: (typeof kinds)[number], bitrate?: string) =>
  makeEncoder('mp4', {
    ...kind,
    ...resolveQuality({ format: 'mp4', quality: 'standard', ...kind, bitrate }),
  });
const nameOf = (kind: (typeof kinds)[number]) => describeHardware(lock(kind))?.name ?? '';

/** What ffmpeg's own help says of an encoder's options: `-name <type>`, below it the names of values. */
const helpOf = (name: string) =>
  execFileSync(FFMPEG, ['-hide_banner', '-h', `encoder=${name}`], { encoding: 'utf8' });

/** Options that every encoder has, some with the stream in their name. */
const GENERAL = ['-c:v', '-bf', '-g', '-b:v', '-flags:v', '-tag:v', '-pix_fmt', '-q:v', '-global_quality'];
const TAGS = ['-color_primaries', '-color_trc', '-colorspace', '-color_range'];

describe.each(kinds.filter((kind) => encoders.has(nameOf(kind))))('$videoEncoder, $codec', (kind) => {
  it.each([undefined, '4M'])('is given options and values that this ffmpeg knows (bitrate %s)', (bitrate) => {
    const args = videoCodecArgs(lock(kind, bitrate));
    const help = helpOf(nameOf(kind));
    for (let place = 0; place < args.length; place += 2) {
      const [option = '', value = ''] = args.slice(place, place + 2);
      if (GENERAL.includes(option) || TAGS.includes(option)) continue;
      const [, block = ''] = help.split(`\n  ${option.replace(':v', '')} `);
      expect(block, `${nameOf(kind)} has ${option}`).not.toBe('');
      const ownValues = block.split('\n  -')[0] ?? '';
      if (/^[a-z]/i.test(value))
        expect(ownValues, `${option} ${value}`).toMatch(new RegExp(`^ +${value} `, 'm'));
    }
  });

  it('makes what can be joined, or says why it does not work here', async () => {
    const problem = await attempt(lock(kind));
    // A machine with the hardware proves the arguments; one without must not blame them.
    if (problem !== null) expect(problem).toMatch(/^ffmpeg says ".+"$/);
    if (problem !== null)
      expect(problem).not.toMatch(/option|unable to parse|incompatible pixel format|filter/i);
    expect(left()).toEqual([]);
  });
});

it('names an encoder that this ffmpeg was built without', async () => {
  const missing = kinds.find((kind) => !encoders.has(nameOf(kind)));
  if (missing === undefined) throw new Error('this ffmpeg has every hardware encoder there is');
  expect(await attempt(lock(missing))).toBe(`this ffmpeg was built without the encoder ${nameOf(missing)}`);
});
