import type { Command } from 'commander';
import type { Terminal } from './terminal.js';

/** What a command needs to enter itself into the program. */
export interface Registry {
  readonly program: Command;
  readonly terminal: Terminal;
  /** Takes the exit code of the command that ran. */
  finish(exitCode: number): void;
}
