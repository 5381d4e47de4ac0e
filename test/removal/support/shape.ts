/** A way in which code uses a flag, and what is left of it for each value that may be kept. */
export type Shape = {
  readonly name: string;
  /** Files by name: `main.ts` (or `main.tsx`), then each after a line `// file: <name>`. */
  readonly before: string;
  readonly on: string;
  readonly off: string;
};

export function shape(name: string, before: string, on: string, off: string): Shape {
  return { name, before, on, off };
}

/** The files that a text holds. Markup makes the first one `main.tsx`. */
export function filesOf(text: string, markup = /<\/|\/>/.test(text)): Map<string, string> {
  const parts = text.replace(/^\n/, '').split(/^\/\/ file: (.*)\n/m);
  const first = markup ? 'main.tsx' : 'main.ts';
  const files = new Map<string, string>();
  if (parts[0]?.trim()) files.set(first, parts[0]);
  for (let index = 1; index < parts.length; index += 2) files.set(parts[index] ?? '', parts[index + 1] ?? '');
  return files;
}
