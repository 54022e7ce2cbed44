import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Attributes and body of a small composition; small, so that a render takes a second. */
export interface SmallComposition {
  readonly durationSec?: string;
  readonly widthPx?: number;
  readonly heightPx?: number;
  readonly rootAttributes?: string;
  readonly body?: string;
  readonly head?: string;
}

/** Writes a composition of one moving box, 160×90 at 10 fps unless said otherwise. */
export async function writeComposition(dir: string, options: SmallComposition = {}): Promise<string> {
  await mkdir(dir, { recursive: true });
  const {
    durationSec = '2',
    widthPx = 160,
    heightPx = 90,
    rootAttributes = '',
    body = '',
    head = '',
  } = options;
  const duration = durationSec === '' ? '' : `data-duration="${durationSec}"`;
  await writeFile(
    join(dir, 'index.html'),
    `<!doctype html>
<html><head><meta charset="utf-8"><title>box</title>
<style>
  html, body { margin: 0; background: #102030 }
  #root { position: relative; width: ${widthPx}px; height: ${heightPx}px; overflow: hidden }
  #box { position: absolute; top: 20px; width: 40px; height: 40px; background: #f0a020; animation: move 2s linear both }
  @keyframes move { from { left: 0 } to { left: 110px } }
</style>${head}</head>
<body><div id="root" data-composition-id="box" data-width="${widthPx}" data-height="${heightPx}" data-start="0"
  ${duration} data-fps="10" data-no-timeline ${rootAttributes}><div id="box"></div>${body}</div></body></html>
`,
  );
  return dir;
}

/**
 * Makes each frame cost about 20 ms, so that a run lasts long enough to be stopped on any machine. The sum is kept: a loop
 * whose result nobody wants is left out by the compiler once it is warm.
 */
export const SLOW_FRAMES = `<script>
  addEventListener('hf-seek', () => {
    let sum = 0;
    for (let i = 0; i < 4e6; i++) sum += Math.sqrt(i + sum);
    window.slowFrameSum = sum;
  });
</script>`;
