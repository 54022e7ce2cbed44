#!/usr/bin/env node
import { runCli } from './run-cli.js';
import { createTerminal } from './terminal.js';

const terminal = createTerminal({
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
});
process.exitCode = await runCli(process.argv.slice(2), terminal);
