import { runDoctor } from '../../diagnostics/index.js';
import { cacheDirOf } from '../../process/index.js';
import { addCommonOptions, type CommonOptions, toToolPaths } from '../options.js';
import type { Registry } from '../registry.js';
import { runCommand } from '../run-command.js';
import { describeDoctor } from '../view/describe-doctor.js';

/** Exit code when something is missing without which nothing renders: EX_UNAVAILABLE, as for a missing tool. */
const NOT_READY_EXIT_CODE = 69;

/** `framelane doctor`: checks browser, ffmpeg and machine by trying them. */
export function addDoctorCommand({ program, terminal, finish }: Registry): void {
  const command = program
    .command('doctor')
    .description('check browser, ffmpeg and machine by trying them, with a fix for each finding');
  addCommonOptions(command).action(async (options: CommonOptions) => {
    const code = await runCommand(terminal, options, async ({ signal, answer }) => {
      const report = await runDoctor({
        tools: toToolPaths(options, terminal.cwd),
        env: terminal.env,
        cacheDir: cacheDirOf(terminal.env),
        diskPath: terminal.cwd,
        signal,
      });
      answer(report, () => describeDoctor(report, terminal.paintOut));
      return report.status === 'fail' ? NOT_READY_EXIT_CODE : 0;
    });
    finish(code);
  });
}
