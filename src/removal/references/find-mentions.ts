import { readFileSync, statSync } from 'node:fs';
import { casingsOf } from './casings.ts';

/** A line that names the flag without the compiler's knowing: in prose, a comment, a title, a configuration. */
export type Mention = { readonly path: string; readonly line: number; readonly text: string };

const LARGEST = 2_000_000;
const LONGEST = 200;

/**
 * Looks for a flag's name, however it is written, in the text of files of any kind. It knows nothing of code, so that what
 * the compiler was asked is checked by something that was not.
 * @param ignore beginnings of paths that may name it for ever.
 */
export function findMentions(
  files: readonly string[],
  flag: string,
  ignore: readonly string[],
  nameOf: (path: string) => string,
): Mention[] {
  const words = casingsOf(flag).map((one) => RegExp.escape(one));
  const pattern = new RegExp(`(?<![A-Za-z0-9])(?:${words.join('|')})(?![A-Za-z0-9])`);
  return files.flatMap((path) => {
    const name = nameOf(path);
    if (ignore.some((start) => name.startsWith(start))) return [];
    const text = readText(path);
    if (!text || !pattern.test(text)) return [];
    return text
      .split('\n')
      .flatMap((line, index) =>
        pattern.test(line) ? [{ path: name, line: index + 1, text: line.trim().slice(0, LONGEST) }] : [],
      );
  });
}

/** @returns undefined for what is not text, or too much of it. */
function readText(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isFile() || found.size > LARGEST) return undefined;
  const text = readFileSync(path, 'utf8');
  return text.includes('\0') ? undefined : text;
}
