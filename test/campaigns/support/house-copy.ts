import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const HOUSE = join(import.meta.dirname, '../../..');
/** What tools keep for themselves, in place. */
const KEPT = ['.vite', '.vite-temp', '.vitest', '.cache'];
const LAST = 8_000;

export type Ended = { readonly code: number | null; readonly stdout: string; readonly last: string };

/** This repository's files as they are, committed or not, in a repository of their own. */
export class HouseCopy {
  readonly root: string;

  private constructor(root: string) {
    this.root = root;
  }

  static async create(): Promise<HouseCopy> {
    const copy = new HouseCopy(mkdtempSync(join(tmpdir(), 'removal-proof-')));
    const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
      cwd: HOUSE,
      encoding: 'utf8',
    });
    for (const name of listed.split('\0').filter((one) => one !== '' && existsSync(join(HOUSE, one)))) {
      mkdirSync(dirname(join(copy.root, name)), { recursive: true });
      cpSync(join(HOUSE, name), join(copy.root, name));
    }
    await copy.#linkPackages();
    copy.git('init', '-q', '-b', 'main');
    copy.git('config', 'user.name', 'Ada');
    copy.git('config', 'user.email', 'ada@example.com');
    writeFileSync(join(copy.root, '.git/info/exclude'), 'node_modules\n');
    copy.git('add', '-A');
    copy.git('commit', '-qm', 'all');
    return copy;
  }

  /** Hard links, so that packages find themselves where they lie; a copy where the folder is on another disk. */
  async #linkPackages(): Promise<void> {
    const [from, to] = [join(HOUSE, 'node_modules'), join(this.root, 'node_modules')];
    const { code } = await this.run('cp', ['-al', from, to]);
    if (code !== 0) {
      rmSync(to, { recursive: true, force: true });
      cpSync(from, to, { recursive: true, verbatimSymlinks: true });
    }
    for (const name of KEPT) rmSync(join(to, name), { recursive: true, force: true });
  }

  git(...words: string[]): string {
    return execFileSync('git', words, { cwd: this.root, encoding: 'utf8' });
  }

  /** Runs a program in it. @param onLine told of what it prints, line by line. */
  run(program: string, words: readonly string[], onLine: (line: string) => void = () => {}): Promise<Ended> {
    const child = spawn(program, words, { cwd: this.root, stdio: ['ignore', 'pipe', 'pipe'] });
    let [stdout, last, line] = ['', '', ''];
    const hear = (text: string) => {
      last = (last + text).slice(-LAST);
      const lines = (line + text).split('\n');
      line = lines.pop() ?? '';
      for (const one of lines) onLine(one);
    };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      hear(text);
    });
    child.stderr.setEncoding('utf8').on('data', hear);
    return new Promise((resolve, reject) => {
      child.once('error', reject).once('close', (code) => resolve({ code, stdout, last }));
    });
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
