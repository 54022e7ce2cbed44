import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS, fetchRemote } from '#src/offline/fetch-remote.js';
import { isPrivateAddress } from '#src/offline/private-address.js';
import { remotePathOf } from '#src/offline/remote-path.js';
import { project } from '../composition/project.js';

type Answers = Readonly<Record<string, () => Response | Promise<Response>>>;

const redirect = (to: string) => () => new Response(null, { status: 302, headers: { location: to } });
const PUBLIC = '93.184.216.34';

async function download(answers: Answers, url: string, limits: Partial<typeof DEFAULT_LIMITS> = {}) {
  const path = join(await project({}), 'file');
  const asked: string[] = [];
  const result = await fetchRemote(
    url,
    path,
    { ...DEFAULT_LIMITS, ...limits },
    {
      fetch: async (address) => {
        asked.push(address);
        const answer = answers[address];
        if (answer === undefined) throw new TypeError('fetch failed', { cause: { code: 'ENOTFOUND' } });
        return answer();
      },
      lookUp: async (host) => (host === 'inside.example' ? ['10.1.2.3'] : [PUBLIC]),
    },
  );
  return { result, asked, text: () => readFile(path, 'utf8') };
}

describe('fetchRemote', () => {
  it('stores what a URL answers, through redirects', async () => {
    const { result, text } = await download(
      { 'https://a.example/x': redirect('/y'), 'https://a.example/y': () => new Response('hello') },
      'https://a.example/x',
    );
    expect(result).toEqual({ finalUrl: 'https://a.example/y', sizeBytes: 5 });
    expect(await text()).toBe('hello');
  });

  it.each([
    'http://127.0.0.1:9/x',
    'http://localhost/x',
    'http://a.localhost/x',
    'http://[::1]/x',
    'http://[::ffff:127.0.0.1]/x',
    'http://169.254.169.254/latest',
    'http://inside.example/x',
    'http://2130706433/x',
  ])('refuses %s before a connection is made, and a redirect to it', async (url) => {
    const direct = await download({ [url]: () => new Response('secret') }, url);
    expect(direct.result).toMatchObject({
      why: expect.stringContaining('private network'),
      temporary: false,
    });
    expect(direct.asked).toEqual([]);
    const { result, asked } = await download({ 'https://a.example/': redirect(url) }, 'https://a.example/');
    expect(result).toMatchObject({ why: expect.stringContaining('redirects to') });
    expect(asked).toEqual(['https://a.example/']);
  });

  it('goes to a loopback origin that was named, and to no other port', async () => {
    const answers = {
      'http://127.0.0.1:5173/x': () => new Response('ok'),
      'http://127.0.0.1:5174/x': () => new Response('no'),
    };
    const limits = { allowedOrigins: ['http://127.0.0.1:5173'] };
    expect((await download(answers, 'http://127.0.0.1:5173/x', limits)).result).toMatchObject({
      sizeBytes: 2,
    });
    expect((await download(answers, 'http://127.0.0.1:5174/x', limits)).result).toHaveProperty('why');
  });

  it.each([
    [404, false],
    [403, false],
    [503, true],
    [429, true],
  ])('status %i, temporary %s', async (status, temporary) => {
    const answers = { 'https://a.example/': () => new Response('', { status }) };
    const { result } = await download(answers, 'https://a.example/');
    expect(result).toEqual({ why: `the server answered ${status}`, temporary, noNetwork: false });
  });

  it('gives up on too many bytes, too many redirects, and silence', async () => {
    const big = { 'https://a.example/': () => new Response('x'.repeat(2_000_000)) };
    expect((await download(big, 'https://a.example/', { maxBytes: 1 << 20 })).result).toMatchObject({
      why: 'it is larger than 1 MiB',
    });
    const loop = { 'https://a.example/': redirect('https://a.example/') };
    expect((await download(loop, 'https://a.example/')).result).toMatchObject({
      why: 'it redirects more than 8 times',
    });
    const silent: Answers = {
      'https://a.example/': () => Promise.reject(new DOMException('', 'TimeoutError')),
    };
    expect((await download(silent, 'https://a.example/')).result).toMatchObject({
      why: 'the server did not answer in time',
      temporary: true,
    });
  });

  it('refuses other schemes', async () => {
    expect((await download({}, 'ftp://a.example/x')).result).toMatchObject({
      why: expect.stringContaining('ftp: cannot be fetched'),
    });
  });
});

describe('isPrivateAddress', () => {
  it.each([
    '10.0.0.1',
    '172.31.0.1',
    '192.168.1.1',
    '127.8.8.8',
    '0.0.0.0',
    '::1',
    'fe80::1%eth0',
    'fd00::1',
  ])('%s', (address) => expect(isPrivateAddress(address)).toBe(true));
  it.each(['8.8.8.8', '172.32.0.1', '2606:4700::1', '::ffff:8.8.8.8', 'example.com'])('not %s', (address) =>
    expect(isPrivateAddress(address)).toBe(false),
  );
});

describe('remotePathOf', () => {
  it.each([
    ['https://cdn.example.com/a/b.png', 'other', '_remote/cdn.example.com/a/b.png'],
    ['https://cdn.example.com/logo@2x.png', 'other', '_remote/cdn.example.com/logo@2x.png'],
    ['https://esm.sh/three@0.160', 'module', /^_remote\/esm\.sh\/three@0\.160-[0-9a-f]{10}\.js$/],
    [
      'https://fonts.googleapis.com/css2?family=A',
      'css',
      /^_remote\/fonts\.googleapis\.com\/css2-[0-9a-f]{10}\.css$/,
    ],
    ['https://a.example/b.png?v=2', 'other', /^_remote\/a\.example\/b-[0-9a-f]{10}\.png$/],
    ['https://a.example:8080/', 'html', /^_remote\/a\.example_8080\/index-[0-9a-f]{10}\.html$/],
    ['https://a.example/%2e%2e/x', 'other', '_remote/a.example/x'],
    ['https://a.example/a%2fb', 'other', /^_remote\/a\.example\/a_2fb-[0-9a-f]{10}$/],
  ] as const)('%s as %s', (url, kind, path) => {
    const found = remotePathOf(url, kind);
    if (typeof path === 'string') expect(found).toBe(path);
    else expect(found).toMatch(path);
  });

  it('keeps apart what differs in its query only', () => {
    expect(remotePathOf('https://a.example/b.png?1', 'other')).not.toBe(
      remotePathOf('https://a.example/b.png?2', 'other'),
    );
  });
});
