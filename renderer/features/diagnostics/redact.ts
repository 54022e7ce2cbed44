/**
 * Takes out of a report what identifies a person or opens something: home folders, user names in paths, queries and
 * credentials of addresses, bearer tokens and long random strings behind `token=`.
 */
export function redact(text: string): string {
  return text
    .replace(/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, '$1')
    .replace(/\b([a-z][a-z0-9+.-]*:\/\/[^\s?#"']+)[?#][^\s"']*/gi, '$1?…')
    .replace(/(\/(?:home|Users)\/)[^/\s"']+/g, '~')
    .replace(/\b[A-Z]:\\Users\\[^\\\s"']+/gi, '~')
    .replace(/(^|[\s"'=:])\/root(?=[/\s"']|$)/g, '$1~')
    .replace(/\b(authorization["']?\s*[:=]\s*["']?)(?:(?:bearer|basic|token)\s+)?[^\s"',;]+/gi, '$1…')
    .replace(/\b(bearer|token|password|secret|api[_-]?key)(["']?\s*[:=]\s*["']?|\s+)[^\s"',;&]+/gi, '$1$2…');
}
