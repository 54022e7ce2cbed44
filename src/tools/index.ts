export {
  type LocatedFfmpeg,
  type LocatedTools,
  locateBrowser,
  locateFfmpeg,
  locateTools,
} from './locate-tools.js';
