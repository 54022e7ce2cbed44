const KEY = 'framelane-token';

/**
 * Takes the one-time token from the address (`?token=` or `#token=`), keeps it for this tab and removes it from the
 * address bar, so that a copied address gives nothing away.
 */
export function takeToken(target: Window): string | null {
  const url = new URL(target.location.href);
  const fragment = new URLSearchParams(url.hash.replace(/^#/, ''));
  const token = url.searchParams.get('token') ?? fragment.get('token');
  if (token === null) return target.sessionStorage.getItem(KEY);
  target.sessionStorage.setItem(KEY, token);
  url.searchParams.delete('token');
  if (fragment.has('token')) url.hash = '';
  target.history.replaceState(null, '', url);
  return token;
}
