export { type FetchLimits, fetchPage } from './fetch-remote.js';
export { REMOTE_FOLDER, type RemoteKind, remotePathOf } from './remote-path.js';
export { createRemoteSource, type RemoteSourceOptions } from './remote-source.js';
export {
  type Fetch,
  isUnavailable,
  type LookUp,
  type RemoteFile,
  type RemoteSource,
  type Unavailable,
} from './types.js';
export { readVendorLock, VENDOR_FOLDER, type VendorLock, writeVendorLock } from './vendor-lock.js';
