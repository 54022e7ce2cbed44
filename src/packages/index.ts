export { type CdnRequest, parseCdnUrl } from './cdn-url.js';
export { findPackage, type InstalledPackage, packageFolders } from './find-package.js';
export { findPackageFile } from './package-file.js';
