import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FromReader, ToReader } from './reader-process.ts';
import type { StrategySettings } from './strategy.ts';

export type ReaderOptions = {
  readonly strategy: string;
  readonly settings: StrategySettings;
  readonly readers: number;
  readonly keys: number;
  readonly logFile: string;
};

type Done = Extract<FromReader, { is: 'done' }>;

/** A process of readers, as the writer sees it. */
export class ReaderChild {
  readonly #child: ChildProcess;
  readonly #logFile: string;
  readonly #calls = new Map<number, (done: Done) => void>();
  #lastCall = 0;

  private constructor(child: ChildProcess, logFile: string) {
    this.#child = child;
    this.#logFile = logFile;
  }

  static async start({ strategy, settings, readers, keys, logFile }: ReaderOptions): Promise<ReaderChild> {
    const path = join(import.meta.dirname, 'reader-process.ts');
    const child = fork(path, [strategy, JSON.stringify(settings), String(readers), String(keys), logFile]);
    const started = new ReaderChild(child, logFile);
    const ended = once(child, 'exit').then(([code, signal]) => {
      throw new Error(`A process of ${strategy} ended before it was ready (${code ?? signal}).`);
    });
    child.on('error', (error) => process.stderr.write(`A process of ${strategy}: ${error.message}\n`));
    const ready = new Promise<void>((resolve) => {
      child.on('message', (message: FromReader) => {
        if (message.is === 'ready') resolve();
        if (message.is === 'done') started.#take(message);
      });
    });
    ended.catch(() => {});
    await Promise.race([ready, ended]);
    return started;
  }

  #take(done: Done): void {
    this.#calls.get(done.call)?.(done);
    this.#calls.delete(done.call);
  }

  tell(order: ToReader): void {
    this.#child.send(order);
  }

  /** @returns when it was done, by the machine's clock, and what was found. */
  call(order: { do: 'invalidate'; key: number; version: number | undefined } | { do: 'evict' | 'look'; key: number }) {
    const call = ++this.#lastCall;
    return new Promise<Done>((resolve) => {
      this.#calls.set(call, resolve);
      this.tell({ ...order, call } as ToReader);
    });
  }

  stop(): void {
    this.#child.kill('SIGSTOP');
  }

  goOn(): void {
    this.#child.kill('SIGCONT');
  }

  /** Ends it. @returns its reads: when each began, the key, and what it returned. */
  async finish(): Promise<Float64Array> {
    this.goOn();
    const ended = once(this.#child, 'exit');
    this.tell({ do: 'finish' });
    await ended;
    const bytes = await readFile(this.#logFile);
    return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  }
}
