import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FuseV1Options, FuseVersion } from '@electron/fuses';
import { MakerDeb } from '@electron-forge/maker-deb';
import { MakerDMG } from '@electron-forge/maker-dmg';
import { MakerRpm } from '@electron-forge/maker-rpm';
import { MakerSquirrel } from '@electron-forge/maker-squirrel';
import { MakerZIP } from '@electron-forge/maker-zip';
import { FusesPlugin } from '@electron-forge/plugin-fuses';
import type { ForgeConfig } from '@electron-forge/shared-types';

const root = import.meta.dirname;
const icon = join(root, 'electron/assets/icon');

/** What the app needs besides its production packages; everything else of the checkout stays out. */
const SHIPPED = ['/package.json', '/LICENSE', '/dist', '/examples', '/node_modules'];
/** Read by compilers and debuggers only. */
const NOT_RUN = /\.[cm]?tsx?$|\.map$|\.tsbuildinfo$/;
/** Settings of editors and tools. */
const HIDDEN = /\/\./;

/**
 * The engine is files, not parts of the archive: threads load their code by path, and other programs (browsers, ffmpeg,
 * installers' unpackers) cannot look into an archive. What the windows and the main process run is in the archive.
 */
const UNPACKED = [
  '**/node_modules/**',
  '**/examples/**',
  '**/dist/!(electron|renderer)/**',
  '**/dist/*.*',
  '**/dist/electron/engine-process.js',
];

function isLeftOut(path: string): boolean {
  if (path === '') return false;
  if (!SHIPPED.some((shipped) => path === shipped || path.startsWith(`${shipped}/`))) return true;
  return NOT_RUN.test(path) || HIDDEN.test(path);
}

// A runtime that is already on this disk, for machines that cannot reach the place it is published at.
const electronZipDir = process.env.FRAMELANE_ELECTRON_ZIP_DIR;

const linux = {
  name: 'framelane',
  bin: 'framelane',
  productName: 'Framelane',
  genericName: 'Video renderer',
  icon: `${icon}.png`,
  categories: ['AudioVideo' as const, 'Video' as const],
  // Not folders: a system without a chosen file manager would open every folder with the newest program that says so.
  mimeType: ['text/html'],
};

const config: ForgeConfig = {
  outDir: process.env.FRAMELANE_FORGE_OUT_DIR ?? 'out',
  packagerConfig: {
    name: 'Framelane',
    executableName: 'framelane',
    appBundleId: 'dev.framelane.desktop',
    appCategoryType: 'public.app-category.video',
    icon,
    asar: { unpack: `{${UNPACKED.join(',')}}` },
    ignore: isLeftOut,
    extendInfo: {
      CFBundleDocumentTypes: [
        {
          CFBundleTypeName: 'HTML composition',
          CFBundleTypeRole: 'Viewer',
          LSHandlerRank: 'Alternate',
          LSItemContentTypes: ['public.html', 'public.folder'],
        },
      ],
    },
    ...(electronZipDir === undefined ? {} : { electronZipDir }),
  },
  // Nothing in the app is compiled for Electron; looking for it would need a compiler.
  rebuildConfig: { onlyModules: [] },
  makers: [
    new MakerZIP({}, ['linux', 'darwin', 'win32']),
    new MakerDeb({ options: { ...linux, section: 'video', maintainer: 'Framelane' } }),
    new MakerRpm({ options: { ...linux, license: 'Apache-2.0' } }),
    new MakerDMG({ icon: `${icon}.icns` }),
    new MakerSquirrel({ name: 'framelane', setupIcon: `${icon}.ico`, authors: 'Framelane' }),
  ],
  plugins: [
    new FusesPlugin({
      version: FuseVersion.V1,
      strictlyRequireAllFuses: false,
      [FuseV1Options.RunAsNode]: false,
      [FuseV1Options.EnableCookieEncryption]: true,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
      [FuseV1Options.EnableNodeCliInspectArguments]: false,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
      [FuseV1Options.OnlyLoadAppFromAsar]: true,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
    }),
  ],
  hooks: {
    // The npm package has no use for an entry of the desktop app, so only the app's own package.json names it.
    readPackageJson: async (_config, packageJson) => ({
      ...packageJson,
      productName: 'Framelane',
      // Linux shows progress and badges on the button of this starter.
      desktopName: 'framelane.desktop',
      main: 'dist/electron/main.js',
    }),
    // Says of the unpacked engine that it is modules: the app's package.json is in the archive.
    packageAfterPrune: async (_config, appDir) =>
      writeFile(join(appDir, 'dist/package.json'), `${JSON.stringify({ type: 'module' })}\n`),
    generateAssets: async () => {
      if (!existsSync(join(root, 'dist/host/index.js'))) throw new Error('Run `npm run build` first.');
      execFileSync(process.execPath, [join(root, 'scripts/build-electron.mjs')], { stdio: 'inherit' });
    },
  },
};

export default config;
