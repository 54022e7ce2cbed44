export { isAlive, killTree } from './kill-tree.js';
