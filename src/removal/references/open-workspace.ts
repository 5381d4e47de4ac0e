import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { casingsOf } from './casings.ts';
import { Workspace } from './workspace.ts';

/**
 * Everything TypeScript of a folder.
 * @param files what belongs to it, in full.
 * @param flag files that name it are looked at even where no tsconfig.json includes them.
 */
export function openWorkspace(root: string, files: readonly string[], flag: string): Workspace {
  const configs = files.filter((path) => basename(path) === 'tsconfig.json');
  const names = casingsOf(flag);
  const code = files.filter((path) => /\.[cm]?[jt]sx?$/.test(path) && !/\.d\.[cm]?ts$/.test(path));
  const loose = code.filter((path) => mentions(path, names));
  return new Workspace(root, configs, loose);
}

function mentions(path: string, names: readonly string[]): boolean {
  try {
    const text = readFileSync(path, 'utf8');
    return names.some((name) => text.includes(name));
  } catch {
    return false;
  }
}
