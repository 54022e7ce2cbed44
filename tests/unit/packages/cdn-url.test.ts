import { describe, expect, it } from 'vitest';
import { parseCdnUrl } from '#src/packages/index.js';

describe('parseCdnUrl', () => {
  it.each([
    [
      'https://cdn.jsdelivr.net/npm/gsap@3.12.5/dist/gsap.min.js',
      'gsap',
      '3.12.5',
      'dist/gsap.min.js',
      'file',
    ],
    ['https://cdn.jsdelivr.net/npm/gsap', 'gsap', null, null, 'file'],
    ['https://cdn.jsdelivr.net/npm/three@0.160/+esm', 'three', '0.160', null, 'module'],
    ['https://cdn.jsdelivr.net/npm/@scope/a@1/b/c.js/+esm', '@scope/a', '1', 'b/c.js', 'module'],
    [
      'https://unpkg.com/three@0.160/build/three.module.js',
      'three',
      '0.160',
      'build/three.module.js',
      'file',
    ],
    [
      'https://unpkg.com/@lottiefiles/dotlottie-web?module',
      '@lottiefiles/dotlottie-web',
      null,
      null,
      'module',
    ],
    ['https://esm.sh/three@0.160.0?bundle', 'three', '0.160.0', null, 'module'],
    ['https://esm.sh/v135/three@0.160.0/es2022/three.mjs', 'three', '0.160.0', null, 'module'],
    ['https://esm.sh/*gsap@3&target=es2022/ScrollTrigger', 'gsap', '3', 'ScrollTrigger', 'module'],
    ['https://cdn.skypack.dev/canvas-confetti', 'canvas-confetti', null, null, 'module'],
    [
      'https://cdn.skypack.dev/-/three@v0.132.2-xyz/dist=es2020,mode=imports/optimized/three.js',
      ...(['three', '0.132.2', null, 'module'] as const),
    ],
    ['https://ga.jspm.io/npm:d3@7.9.0/src/index.js', 'd3', '7.9.0', 'src/index.js', 'file'],
    [
      'https://cdnjs.cloudflare.com/ajax/libs/three.js/r128/three.min.js',
      'three',
      '0.128',
      'three.min.js',
      'named',
    ],
    [
      'https://cdnjs.cloudflare.com/ajax/libs/gsap/3.12.2/gsap.min.js',
      'gsap',
      '3.12.2',
      'gsap.min.js',
      'named',
    ],
    ['https://d3js.org/d3.v7.min.js', 'd3', '7', 'dist/d3.min.js', 'file'],
    ['https://esm.run/d3@7', 'd3', '7', null, 'module'],
  ])('%s', (url, name, range, path, form) => {
    expect(parseCdnUrl(url)).toMatchObject({ name, range, path, form });
  });

  it.each([
    'https://cdn.jsdelivr.net/gh/user/repo/file.js',
    'https://esm.sh/gh/user/repo',
    'https://example.com/npm/gsap@3',
    'https://d3js.org/',
    'https://cdnjs.cloudflare.com/',
    'no url',
  ])('%s is none', (url) => {
    expect(parseCdnUrl(url)).toBeNull();
  });
});
