/** Whether a text can be a run's id: a folder name without separators or leading dot. */
export function isRunId(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/.test(text);
}
