/** What an instance's view of the page needs to know. */
export interface InstanceTools {
  /** Runs something while the document shows this instance's elements. */
  runAs<T>(work: () => T): T;
  /** When the instance's own time is 0, seconds of the composition. */
  originSec(): number;
}
