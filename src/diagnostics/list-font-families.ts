import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { execa } from 'execa';

/** Where fonts are installed, per platform, for machines without fontconfig. */
const FONT_FOLDERS: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: ['/usr/share/fonts', '/usr/local/share/fonts', join(homedir(), '.fonts')],
  darwin: ['/System/Library/Fonts', '/Library/Fonts', join(homedir(), 'Library/Fonts')],
  win32: ['C:\\Windows\\Fonts'],
};

/** Families that are installed on this machine: by fontconfig where it is, else the names of the font files. */
export async function listFontFamilies(): Promise<string[]> {
  const listed = await execa('fc-list', [':', 'family'], {
    reject: false,
    timeout: 10_000,
    windowsHide: true,
    detached: process.platform !== 'win32',
    cleanup: true,
  });
  const names =
    listed.exitCode === 0
      ? listed.stdout.split('\n').map((line) => line.split(',')[0]?.trim() ?? '')
      : (await Promise.all((FONT_FOLDERS[process.platform] ?? []).map(listFontFiles))).flat();
  return [...new Set(names.filter((name) => name !== ''))].sort();
}

async function listFontFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true }).catch(() => [] as string[]);
  return entries
    .filter((entry) => /^\.(ttf|otf|ttc|woff2?|pf[ab])$/i.test(extname(entry)))
    .map((entry) => basename(entry, extname(entry)));
}
