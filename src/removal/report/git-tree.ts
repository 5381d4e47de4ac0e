import { execFileSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
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

  /** @returns false where the patch does not fit. */
  apply(patch: string, ...options: readonly string[]): boolean {
    try {
      git(this.root, ['apply', ...options, patch]);
      return true;
    } catch {
      return false;
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

function git(folder: string, words: readonly string[]): string {
  return execFileSync('git', words, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: MOST,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
