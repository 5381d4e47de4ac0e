import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { removeFromSources, type Unresolved } from '#removal/fold/remove-from-sources.ts';
import { readRemovalSettings } from '#removal/references/removal-settings.ts';
import { Workspace } from '#removal/references/workspace.ts';
import { GLOBALS, TSCONFIG } from './globals.ts';

export type FoldedFiles = {
  readonly files: ReadonlyMap<string, string>;
  readonly unresolved: readonly Unresolved[];
  readonly complaints: readonly string[];
};

/** Takes `my_flag` out of a project of these files. @param files by their path in it. */
export function foldFiles(files: ReadonlyMap<string, string>, keep: boolean, settings: object = {}): FoldedFiles {
  const root = mkdtempSync(join(tmpdir(), 'removal-'));
  try {
    const all = new Map([
      ...files,
      ['globals.d.ts', GLOBALS],
      ['tsconfig.json', JSON.stringify(TSCONFIG)],
      ['trialgate-flags.json', JSON.stringify(settings)],
    ]);
    for (const [name, text] of all) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), text);
    }
    return fold(root, files, keep);
  } finally {
    rmSync(root, { recursive: true });
  }
}

function fold(root: string, files: ReadonlyMap<string, string>, keep: boolean): FoldedFiles {
  const settings = readRemovalSettings(root);
  if (typeof settings === 'string') throw new Error(settings);
  const workspace = new Workspace(root, [], []);
  const before = workspace.complaints(20, () => {}, 'checking');
  if (before.length > 0) throw new Error(before.join('\n'));
  const unresolved = removeFromSources(workspace, { flag: 'my_flag', keep, variant: 'blue', settings });
  const complaints = workspace.complaints(20, () => {}, 'checking');
  const read = [...files.keys()].flatMap((name) => {
    const text = workspace.host.read(join(root, name));
    return text === undefined ? [] : [[name, text] as const];
  });
  return { files: new Map(read), unresolved, complaints };
}
