export const SUPPORTED: readonly { readonly title: string; readonly fixture: string }[];
export const REFUSED: readonly { readonly what: string; readonly files: Readonly<Record<string, string>> }[];
export function writePage(
  fixtures: string,
  refuse: (
    files: Readonly<Record<string, string>>,
  ) => Promise<{ readonly code: string; readonly message: string }>,
): Promise<string>;
