import { homedir } from 'node:os';
import { contains } from '../files/index.js';

/** A path for people: the home folder as `~`, so that screenshots and reports do not carry the user's name. */
export function shortenHome(path: string, home = homedir()): string {
  return home.length > 1 && contains(home, path) ? `~${path.slice(home.length)}` : path;
}
