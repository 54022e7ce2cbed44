/** Where Windows keeps what a program can open, for this person only. */
const CLASSES = 'HKCU\\Software\\Classes\\Applications';
/** File types under whose "Open with" the app is listed. It never becomes what opens them by default. */
const EXTENSIONS = ['.html', '.htm'];

/** Arguments of `reg` that list a program under "Open with". @param program its path, stable over updates. */
export function listUnderOpenWith(program: string, fileName: string): string[][] {
  const key = `${CLASSES}\\${fileName}`;
  const set = (name: string, value: readonly string[]) => ['add', name, ...value, '/f'];
  return [
    set(key, ['/v', 'FriendlyAppName', '/d', 'Framelane']),
    set(`${key}\\shell\\open\\command`, ['/ve', '/d', `"${program}" "%1"`]),
    ...EXTENSIONS.map((extension) => set(`${key}\\SupportedTypes`, ['/v', extension, '/d', ''])),
  ];
}

/** Arguments of `reg` that take it off again. */
export function takeOffOpenWith(fileName: string): string[][] {
  return [['delete', `${CLASSES}\\${fileName}`, '/f']];
}
