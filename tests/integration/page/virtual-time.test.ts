import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PageHarness, TEST_CONFIG } from './page-harness.js';

const harness = new PageHarness();
beforeAll(() => harness.start());
afterAll(() => harness.stop());

const upTo = (last: number) => Array.from({ length: last + 1 }, (_, index) => index);

describe('the clock', () => {
  it('stands at 0 while loading and shows the frame time afterwards, the same in every load', async () => {
    const body = `<script>
      window.atLoad = [performance.now(), Date.now(), new Date().toISOString(), performance.timeOrigin];
      window.look = () => [performance.now(), Date.now(), +new Date(), document.timeline.currentTime,
        new Intl.DateTimeFormat('en', { dateStyle: 'short', timeStyle: 'medium', timeZone: 'UTC' }).format()];
    </script>`;
    const opened = await harness.open(body);
    await opened.ready();
    const { epochMs } = TEST_CONFIG;
    expect(await opened.page.evaluate('atLoad')).toEqual([0, epochMs, '2024-01-01T00:00:00.000Z', epochMs]);
    const [first, second] = await opened.track<unknown[]>([0, 25], 'look()');
    expect(first?.slice(0, 4)).toEqual([0, epochMs, epochMs, 0]);
    expect(second?.slice(0, 4)).toEqual([2500, epochMs + 2500, epochMs + 2500, 2500]);
    expect(second?.[4]).toBe('1/1/24, 12:00:02 AM');
    await opened.close();
  });

  it('leaves the rest of Date as it is', async () => {
    const opened = await harness.open('');
    const result = await opened.page.evaluate(() => {
      class Later extends Date {
        plus(ms: number) {
          return new Date(this.getTime() + ms);
        }
      }
      const later = new Later(5);
      return {
        argument: new Date(1000).getTime(),
        fields: new Date(2020, 1, 29, 12).getMonth(),
        copy: new Date(new Date(77)).getTime(),
        parse: Date.parse('2020-01-01T00:00:00Z'),
        utc: Date.UTC(2020, 0, 1),
        text: typeof Date(),
        isDate: new Date() instanceof Date && new Date().constructor === Date,
        subclass: later instanceof Later && later.plus(5).getTime() === 10,
        name: `${Date.name} ${Date.length}`,
        invalid: Number.isNaN(new Date('nonsense').getTime()),
      };
    });
    expect(result).toEqual({
      argument: 1000,
      fields: 1,
      copy: 77,
      parse: 1577836800000,
      utc: 1577836800000,
      text: 'string',
      isDate: true,
      subclass: true,
      name: 'Date 7',
      invalid: true,
    });
    await opened.close();
  });

  it('is not enumerable and cannot be replaced', async () => {
    const opened = await harness.open('');
    const result = await opened.page.evaluate(() => {
      const target = window as unknown as Record<string, unknown>;
      try {
        target.__framelane = 1;
      } catch {
        // Strict code gets an error, other code is ignored.
      }
      return [
        Object.keys(window).includes('__framelane'),
        typeof target.__framelane,
        '__framelaneConfig' in window,
      ];
    });
    expect(result).toEqual([false, 'object', false]);
    await opened.close();
  });
});

describe('timers and animation frames', () => {
  it('brings a simulation to the same state by single frames and by a jump', async () => {
    const body = `<script>
      let x = 0, v = 1, steps = 0, times = [];
      function loop(t) { steps++; times.push(t); v += Math.random() - 0.5; x += v; requestAnimationFrame(loop); }
      requestAnimationFrame(loop);
    </script>`;
    const [single, jump, twice] = await harness.lastOfEach<unknown[]>(
      body,
      [upTo(9), [9], [4, 9]],
      '[x, v, steps, times]',
    );
    expect(jump).toEqual(single);
    expect(twice).toEqual(single);
    expect(single?.slice(2)).toEqual([10, [0, 100, 200, 300, 400, 500, 600, 700, 800, 900]]);
  });

  it('runs timers at their exact due times, in order, before the frame that follows', async () => {
    const body = `<script>
      window.log = [];
      const note = (name) => log.push(name + '@' + performance.now());
      setTimeout(() => { note('a'); setTimeout(() => note('c'), 55); Promise.resolve().then(() => note('micro')); }, 120);
      setTimeout(() => note('b'), 120);
      const every = setInterval(() => { note('i'); if (performance.now() >= 210) clearInterval(every); }, 70);
      const never = setTimeout(() => note('never'), 130);
      clearTimeout(never);
      setTimeout((x, y) => note(x + y), 10, 'p', 'q');
      requestAnimationFrame(() => note('raf'));
    </script>`;
    const [single, jump] = await harness.lastOfEach<string[]>(body, [upTo(5), [5]], 'log');
    expect(single).toEqual([
      'raf@0',
      'pq@10',
      'i@70',
      'a@120',
      'micro@120',
      'b@120',
      'i@140',
      'c@175',
      'i@210',
    ]);
    expect(jump).toEqual(single);
  });

  it('steps only where something waits', async () => {
    const opened = await harness.open(
      '<script>setTimeout(() => { window.fired = performance.now(); }, 5000)</script>',
    );
    await opened.ready();
    expect((await opened.seek(0)).steppedFrames).toBe(1);
    expect((await opened.seek(1000)).steppedFrames).toBeLessThanOrEqual(4);
    expect(await opened.page.evaluate('fired')).toBe(5000);
    await opened.close();
  });

  it('cancels frames, clamps nested timers and gives idle time that ends', async () => {
    const body = `<script>
      let frames = 0, nested = 0, idle = [];
      const id = requestAnimationFrame(() => frames++);
      requestAnimationFrame(() => { const other = requestAnimationFrame(() => frames += 100); cancelAnimationFrame(other); });
      cancelAnimationFrame(id);
      (function again() { nested++; setTimeout(again, 0); })();
      requestIdleCallback((deadline) => { let n = 0; while (deadline.timeRemaining() > 0) n++; idle.push(n); });
    </script>`;
    const [single, jump] = await harness.lastOfEach<unknown[]>(
      body,
      [upTo(3), [3]],
      '[frames, nested, idle]',
    );
    expect(single).toEqual(jump);
    expect(single?.[0]).toBe(0);
    // At most 250 a second once it is five deep.
    expect(single?.[1]).toBeGreaterThan(70);
    expect(single?.[1]).toBeLessThan(90);
    expect(single?.[2]).toEqual([10]);
  });

  it('does not hang on an endless loop of promises and short sleeps', async () => {
    const body = `<script>
      let turns = 0;
      const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
      (async () => { for (;;) { await sleep(0); turns++; } })();
    </script>`;
    const [single, jump] = await harness.lastOfEach<number>(body, [upTo(4), [4]], 'turns');
    expect(single).toBe(jump);
    expect(single).toBeLessThan(120);
  });

  it('shows what callbacks see of the frame before, whatever the jump', async () => {
    const body = `<style>@keyframes move { from { width: 0 } to { width: 100px } } #a { animation: move 1s linear both }</style>
      <div id="a"></div><script>
      window.seen = [];
      (function loop() { seen.push(Math.round(document.getElementById('a').getBoundingClientRect().width)); requestAnimationFrame(loop); })();
    </script>`;
    const [single, jump] = await harness.lastOfEach<number[]>(body, [upTo(6), [6]], 'seen');
    expect(jump).toEqual(single);
    expect(single?.slice(-2)).toEqual([40, 50]);
  });

  it('visits each frame of an animation frame loop, thousands of them in one seek', async () => {
    const opened = await harness.open(
      '<script>let n = 0; (function loop() { n++; requestAnimationFrame(loop); })()</script>',
    );
    await opened.ready();
    await opened.seek(0);
    expect((await opened.seek(5000)).steppedFrames).toBe(5000);
    expect(await opened.page.evaluate('n')).toBe(5002);
    await opened.close();
  });
});

describe('going backwards', () => {
  it('is free where nothing has run', async () => {
    const opened = await harness.open('<script>window.now = () => performance.now()</script>');
    await opened.ready();
    expect(await opened.track([30, 5, 0, 12], 'now()')).toEqual([3000, 500, 0, 1200]);
    await opened.close();
  });

  it('is refused by name where scripts have run', async () => {
    const opened = await harness.open(
      '<script>(function loop() { requestAnimationFrame(loop); })()</script>',
    );
    await opened.ready();
    await opened.seek(5);
    await expect(opened.seek(4)).rejects.toThrow(/FramelaneBackwardSeekError|Frame 4 lies before frame 5/);
    expect((await opened.seek(6)).frameIndex).toBe(6);
    await opened.close();
  });
});

describe('randomness', () => {
  const body = `<script>
    window.draw = () => [Math.random(), [...crypto.getRandomValues(new Uint32Array(3))], crypto.randomUUID()];
    window.early = draw();
    document.addEventListener('hf-seek', () => { window.inSeek = draw(); });
  </script>`;

  it('is equal between two loads, and differs with the seed', async () => {
    const [one, two] = await harness.lastOfEach<unknown>(body, [[0], [0]], '[early, inSeek, draw()]');
    expect(one).toEqual(two);
    const other = await harness.open(body, { seed: 8 });
    await other.ready();
    expect((await other.track([0], '[early, inSeek, draw()]'))[0]).not.toEqual(one);
    await other.close();
  });

  it('depends on the frame alone inside a seek', async () => {
    const [single, jump] = await harness.lastOfEach<unknown>(body, [upTo(7), [7]], 'inSeek');
    expect(jump).toEqual(single);
    const [before] = await harness.lastOfEach<unknown>(body, [[6]], 'inSeek');
    expect(before).not.toEqual(jump);
  });

  it('keeps the checks of crypto', async () => {
    const opened = await harness.open(body);
    const result = await opened.page.evaluate(() => {
      const attempt = (run: () => unknown) => {
        try {
          return String(run());
        } catch (error) {
          return (error as Error).name;
        }
      };
      return [
        attempt(() => crypto.getRandomValues(new Float32Array(2) as never)),
        attempt(() => crypto.getRandomValues(new Uint8Array(65_537))),
        /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(crypto.randomUUID()),
      ];
    });
    expect(result).toEqual(['TypeMismatchError', 'QuotaExceededError', true]);
    await opened.close();
  });
});
