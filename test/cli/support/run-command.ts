import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, '../../../src/cli/main.ts');
// Gives a command a terminal; one of Debian's essential packages brings it.
const SCRIPT = '/usr/bin/script';
// Nobody's settings. What Node keeps of our sources is used, because half of a short command's time is reading them.
const PLAIN = { PATH: process.env.PATH, HOME: '/nonexistent', NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE };
// A command that hangs must not outlive its test.
const ENDED = { timeout: 50_000, killSignal: 'SIGKILL' } as const;

export type Ran = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

export type RunOptions = {
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** The folder it is run in. */
  readonly folder?: string;
  /** Told what stands on standard error so far, with the process. */
  readonly onStderr?: (text: string, child: ChildProcess) => void;
  /** The same of standard output. */
  readonly onStdout?: (text: string, child: ChildProcess) => void;
};

/** Runs the command as a process of its own until it ends; only what is said here is in its environment. */
export async function runCommand(words: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { environment = {}, folder = '/' } = options;
  const env = { ...PLAIN, ...environment };
  const child = spawn(process.execPath, [MAIN, ...words], {
    ...ENDED,
    env,
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return readUntilEnd(child, options);
}

/** Runs the command in a terminal, in which a person `answers` a question. What it prints and says arrives together. */
export async function runInTerminal(
  words: readonly string[],
  options: RunOptions & { answers?: string },
): Promise<Ran> {
  const quoted = [process.execPath, MAIN, ...words].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
  const env = { ...PLAIN, TERM: 'xterm', ...options.environment };
  const child = spawn(SCRIPT, ['-qec', quoted, '/dev/null'], { ...ENDED, env, stdio: ['pipe', 'pipe', 'pipe'] });
  let asked = false;
  child.stdout.on('data', (chunk: Buffer) => {
    if (asked || !chunk.includes('[y/N]')) return;
    asked = true;
    child.stdin.write(options.answers ?? '');
  });
  return readUntilEnd(child, options);
}

async function readUntilEnd(child: ChildProcess, { onStdout, onStderr }: RunOptions): Promise<Ran> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    onStdout?.(stdout, child);
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    onStderr?.(stderr, child);
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, stdout, stderr };
}
