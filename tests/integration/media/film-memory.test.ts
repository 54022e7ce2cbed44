import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { plan } from '#src/plan/index.js';
import { digestFilms } from '../determinism/raw-agreement.js';
import { recutPlan } from '../determinism/recut-plan.js';
import { openWorkshop } from '../determinism/workshop.js';

const workshop = await openWorkshop();
const MIB = 1024 * 1024;

it.runIf(workshop.captureModes.includes('raw'))(
  'a film does not fill the memory with its pictures',
  async () => {
    const projectDir = workshop.newPath('film');
    await mkdir(projectDir);
    const film = join(projectDir, 'film.mp4');
    const picture = ['-f', 'lavfi', '-i', 'testsrc2=size=1280x720:rate=30:duration=6.5'];
    execFileSync(workshop.ffmpegPath, [
      ...['-v', 'error', ...picture],
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', film],
    ]);
    await writeFile(
      join(projectDir, 'index.html'),
      `<!doctype html><style>body { margin: 0 } video { width: 1280px; height: 720px; display: block }</style>
<main data-composition-id="film" data-width="1280" data-height="720" data-fps="30" data-duration="6.5" data-no-timeline>
  <video id="film" src="film.mp4" data-start="0" data-duration="6.5" muted></video>
</main>`,
    );
    const planDir = workshop.newPath('plan');
    await plan(projectDir, { captureMode: 'raw', crf: 0, chunkSize: 195 }, planDir);
    const whole = workshop.newPath('chunk.mp4');
    const { peakRssBytes } = await workshop.renderer.render(planDir, 0, whole);
    // All processes of the browser, after 195 pictures of 3.5 MiB, which come to 720 MiB where nothing is given back.
    expect(peakRssBytes).toBeGreaterThan(100 * MIB);
    expect(peakRssBytes).toBeLessThan(480 * MIB);

    // Memory is given back at other frames here, and where it is shows nowhere.
    const cut = await recutPlan(planDir, 6, workshop.newPath('cut'));
    const outDir = workshop.newPath('chunks');
    await mkdir(outDir);
    const parts: string[] = [];
    for (let index = 0; index < 6; index++) {
      const path = join(outDir, `${index}.mp4`);
      const part = await workshop.renderer.render(cut, index, path);
      // No chunk has enough pictures to count, but all of them share a page.
      expect(part.peakRssBytes).toBeLessThan(480 * MIB);
      parts.push(path);
    }
    const digests = await digestFilms(workshop.ffmpegPath, [whole]);
    expect(digests).toHaveLength(195);
    expect(await digestFilms(workshop.ffmpegPath, parts)).toEqual(digests);
  },
);
