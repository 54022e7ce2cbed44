export { cacheDirOf, dataDirOf, type Environment, runsRootOf } from './app-folders.js';
export { isAlive, killTree } from './kill-tree.js';
export { identifyProcess, type ProcessIdentity } from './process-identity.js';
export { announceProcess, reapOrphans, TEMPORARY_PREFIX } from './process-registry.js';
export { quoteCommand } from './quote-command.js';
export { treeRssBytes } from './tree-rss.js';
