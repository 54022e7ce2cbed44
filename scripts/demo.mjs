// `npm run demo`: finds or installs the tools, then renders a sample in four chunks on two browsers, live.
import { ensureBuilt } from './lib/ensure-built.mjs';
import { runNode, TOOLS } from './lib/run-step.mjs';

const SAMPLE = 'examples/soundtrack';
const OUTPUT = 'out/soundtrack.mp4';

await ensureBuilt();
for (const args of [['setup'], ['render', SAMPLE, '-o', OUTPUT, '--max-chunks', '4', '--workers', '2']]) {
  console.log(`\n$ framelane ${args.join(' ')}\n`);
  const code = await runNode(TOOLS.framelane, args);
  if (code !== 0) process.exit(code);
}
console.log(`\nPlay it: ${OUTPUT}. Other samples are in examples/.`);
