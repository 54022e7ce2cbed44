/** Scheme and host of the interface: no other page is ever shown. */
export const APP_SCHEME = 'framelane';
export const APP_ORIGIN = `${APP_SCHEME}://app`;

/** Whether an address belongs to the interface. */
export function isOwnUrl(url: string): boolean {
  try {
    const { protocol, host, username, password, port } = new URL(url);
    return (
      protocol === `${APP_SCHEME}:` && host === 'app' && username === '' && password === '' && port === ''
    );
  } catch {
    return false;
  }
}

/** Whether an address is one that the interface made in memory, such as a report to save. */
export function isOwnBlob(url: string): boolean {
  return url.startsWith(`blob:${APP_ORIGIN}/`);
}
