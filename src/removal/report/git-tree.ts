import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MOST = 256 * 1024 * 1024;

/** The working tree that a removal changes: of git, so that it can be undone by one command. */
export class GitTree {
  readonly root: string;

  private constructor(root: string) {
    this.root = root;
  }

  /** @returns undefined for a folder that is in no repository. */
  static find(folder: string): GitTree | undefined {
    try {
      return new GitTree(realpathSync(git(folder, ['rev-parse', '--show-toplevel']).trim()));
    } catch {
      return undefined;
    }
  }

  /** Files below a folder that git knows or would add, in full. */
  files(folder: string): string[] {
    const listed = git(folder, ['ls-files', '-co', '--exclude-standard', '-z']).split('\0');
    return listed.filter((name) => name !== '').map((name) => join(folder, name));
  }

  /** What has been changed and not committed, as git lists it. */
  changes(): string[] {
    return git(this.root, ['status', '--porcelain'])
      .split('\n')
      .filter((line) => line !== '');
  }

  hasBranch(name: string): boolean {
    return git(this.root, ['branch', '--list', name]).trim() !== '';
  }

  /**
   * What files would hold with patches, one after the other; neither the files nor git's index are touched.
   * @returns texts by path in full, undefined for a file that goes; and the patches that do not fit, left out.
   */
  patched(patches: readonly string[]): { texts: Map<string, string | undefined>; unfit: string[] } {
    const folder = mkdtempSync(join(tmpdir(), 'removal-index-'));
    const beside = (...words: string[]) => git(this.root, words, { GIT_INDEX_FILE: join(folder, 'index') });
    try {
      beside('read-tree', 'HEAD');
      const unfit = patches.filter((patch) => {
        try {
          beside('apply', '--cached', patch);
          return false;
        } catch {
          return true;
        }
      });
      const changed = beside('diff', '--cached', '--no-renames', '--name-only', '-z', 'HEAD').split('\0');
      const left = new Set(beside('ls-files', '-z').split('\0'));
      const textOf = (name: string) => (left.has(name) ? beside('cat-file', 'blob', `:${name}`) : undefined);
      const names = changed.filter((name) => name !== '');
      return { texts: new Map(names.map((name) => [join(this.root, name), textOf(name)])), unfit };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /** Puts everything that has changed into one commit on a new branch. @returns its id. */
  commit(branch: string, message: string): string {
    git(this.root, ['switch', '--quiet', '--create', branch]);
    git(this.root, ['add', '--all']);
    git(this.root, ['commit', '--quiet', '--message', message]);
    return git(this.root, ['rev-parse', 'HEAD']).trim();
  }
}

function git(folder: string, words: readonly string[], environment: Readonly<Record<string, string>> = {}): string {
  return execFileSync('git', words, {
    cwd: folder,
    env: { ...process.env, ...environment },
    encoding: 'utf8',
    maxBuffer: MOST,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
