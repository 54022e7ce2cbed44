import pLimit from 'p-limit';
import { installBrowser, judgeSandbox, launchBrowser, requireBrowser } from '../../browser/index.js';
import { FRAMELANE_VERSION, HOST_PROTOCOL, settingsSchema } from '../../contract/index.js';
import { runDoctor } from '../../diagnostics/index.js';
import { installFfmpeg } from '../../ffmpeg/index.js';
import type { HostMethods } from '../dispatch.js';
import { type HostContext, toolPaths } from '../host-context.js';
import { readResources } from '../read-resources.js';
import { takeSettingPaths } from '../take-setting-paths.js';

/** Browsers that a probe starts at the same time: more only makes each slower to start. */
const CONCURRENT_PROBES = 2;

type MachineMethods = Pick<
  HostMethods,
  | 'app.info'
  | 'machine.check'
  | 'machine.install'
  | 'machine.probe-webgl'
  | 'settings.get'
  | 'settings.set'
  | 'resources.now'
>;

/** The machine, its tools and the settings. */
export function machineMethods(context: HostContext): MachineMethods {
  const { options, settings } = context;
  const { env, cacheDir } = options;
  return {
    'app.info': async () => ({
      protocol: HOST_PROTOCOL,
      version: FRAMELANE_VERSION,
      platform: process.platform,
      shell: options.shell,
      sandbox: (await judgeSandbox()).sandbox,
    }),
    'machine.check': async () =>
      runDoctor({ tools: await toolPaths(context), env, cacheDir, diskPath: options.runsRoot }),
    'machine.install': async ({ tool }) => {
      const onStep = (message: string) =>
        context.broadcast({ kind: 'install-progress', tool, message, share: null });
      if (tool === 'ffmpeg') return { why: (await installFfmpeg({ env, onStep })).ffmpeg.why };
      const found = await installBrowser({
        env,
        cacheDir,
        onStep,
        onProgress: (done, total) => {
          const share = total === 0 ? null : Math.min(done / total, 1);
          context.broadcast({ kind: 'install-progress', tool, message: 'downloading the browser', share });
        },
      });
      return { why: found.why };
    },
    'machine.probe-webgl': async ({ sessions }) => {
      const { browserPath } = await toolPaths(context);
      const { gl } = await settings.get();
      const found = await requireBrowser({ browserPath, env, cacheDir });
      const turn = pLimit(CONCURRENT_PROBES);
      const probe = async () => {
        const startedAtMs = Date.now();
        const session = await launchBrowser({
          browserPath: found.path,
          widthPx: 64,
          heightPx: 64,
          gl,
          cacheDir,
        });
        const { version, webgl } = session;
        await session.close();
        return { startedAtMs, browserVersion: version, webgl };
      };
      return Promise.all(Array.from({ length: sessions }, () => turn(probe)));
    },
    'settings.get': () => settings.get(),
    'settings.set': (change) =>
      settings.update((before) =>
        settingsSchema.parse({ ...before, ...takeSettingPaths(change, before, options) }),
      ),
    'resources.now': () => readResources(context),
  };
}
