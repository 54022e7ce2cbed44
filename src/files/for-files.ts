import pLimit from 'p-limit';

/** As many as Node's pool of threads for files has, and some that wait for it. */
const AT_ONCE = 8;

/**
 * Does something with many files, some at a time: the wait for one is the work on another.
 * @returns the results in the order of the files.
 * @throws the error of the first file, in that order, that has one; then no file is being worked on any more.
 */
export async function forFiles<T, R>(files: readonly T[], work: (file: T) => Promise<R>): Promise<R[]> {
  const limit = pLimit(AT_ONCE);
  const settled = await Promise.allSettled(files.map((file) => limit(() => work(file))));
  return settled.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}
