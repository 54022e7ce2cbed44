const STORED = 'framelane-key';

/**
 * Lets this window in: takes the token from the address (`?token=`), which works once, and changes it for a key that this
 * tab keeps. The token leaves the address bar, so that a copied address gives nothing away.
 * @returns null when the token was used before, or when there is none.
 */
export async function openSession(target: Window): Promise<string | null> {
  const url = new URL(target.location.href);
  const token = url.searchParams.get('token');
  if (token === null) return target.sessionStorage.getItem(STORED);
  url.searchParams.delete('token');
  target.history.replaceState(null, '', url);
  try {
    const response = await target.fetch(`/session?token=${encodeURIComponent(token)}`, { method: 'POST' });
    // Coming back to a used address in the same tab is no stranger.
    if (!response.ok) return target.sessionStorage.getItem(STORED);
    const { key } = (await response.json()) as { key: string };
    target.sessionStorage.setItem(STORED, key);
    return key;
  } catch {
    return target.sessionStorage.getItem(STORED);
  }
}
