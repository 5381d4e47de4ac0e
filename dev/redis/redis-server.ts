import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../free-port.ts';
import { askRedis } from './ask-redis.ts';
import { findProgram, findRedisProgram } from './redis-program.ts';

export type RedisServerOptions = {
  /** Where its files lie; without one it makes its own, and removes it when it stops. */
  readonly folder?: string;
  /** Settings as in redis.conf, over ours: `{ 'maxmemory-policy': 'allkeys-lru' }`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Variables of its process besides our own, such as those of a clock that can be moved. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The port on loopback of the server that it follows. */
  readonly replicaOf?: { readonly port: number };
};

const READY_WITHIN = 10_000;

/**
 * A Redis (or Valkey) of our own: its folder, its port on loopback, and its process, which dies with ours. It writes
 * nothing to disk unless its settings say so. Used by npm start and by the tests.
 */
export class RedisServer implements AsyncDisposable {
  readonly #options: RedisServerOptions;
  #folder: string | undefined;
  #port: number | undefined;
  #process: ChildProcess | undefined;
  #log = '';

  constructor(options: RedisServerOptions = {}) {
    this.#options = options;
  }

  /** Its port, the same after each start. @throws {Error} before the first one. */
  get port(): number {
    if (this.#port === undefined) throw new Error('This Redis was never started.');
    return this.#port;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Whether its process is there, paused or not. */
  get running(): boolean {
    return this.#process !== undefined && !hasEnded(this.#process);
  }

  /** Starts it and waits until it answers. @throws {Error} that says what is missing, or what it said. */
  async start(): Promise<void> {
    const program = findRedisProgram();
    if (program === undefined) {
      throw new Error('Redis is missing: install it with "apt-get install redis-server" as root.');
    }
    this.#folder ??= this.#options.folder ?? (await mkdtemp(join(tmpdir(), 'trialgate-redis-')));
    await mkdir(this.#folder, { recursive: true });
    this.#port ??= await freePort();
    const [command, ...rest] = [...dyingWithUs(), program, ...this.#settings(this.#folder, this.#port)];
    const child = spawn(command ?? program, rest, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...this.#options.environment },
    });
    this.#process = child;
    const killed = () => child.kill('SIGKILL');
    process.once('exit', killed);
    child.once('exit', () => process.off('exit', killed));
    child.once('error', (error) => this.#keep(error.message));
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => this.#keep(`${chunk}`));
    await this.#untilReady(child);
  }

  #settings(folder: string, port: number): string[] {
    const { settings, replicaOf } = this.#options;
    const all = {
      bind: '127.0.0.1',
      port: String(port),
      dir: folder,
      save: '',
      appendonly: 'no',
      // Otherwise a replica waits five seconds for company before it copies.
      'repl-diskless-sync-delay': '0',
      ...(replicaOf ? { replicaof: `127.0.0.1 ${replicaOf.port}` } : {}),
      ...settings,
    };
    return Object.entries(all).flatMap(([name, value]) => [
      `--${name}`,
      ...(name === 'dir' ? [value] : value.split(' ')),
    ]);
  }

  #keep(text: string): void {
    this.#log = (this.#log + text).slice(-4_000);
  }

  async #untilReady(child: ChildProcess): Promise<void> {
    const deadline = performance.now() + READY_WITHIN;
    while (performance.now() < deadline) {
      if (hasEnded(child)) throw new Error(`Redis did not start:\n${this.#log}`);
      const answer = await askRedis(this.port, 'PING').catch(() => '');
      // One that asks for a password is there too.
      if (/^(\+PONG|-NOAUTH)/.test(answer)) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`Redis did not answer within ${READY_WITHIN / 1_000} s:\n${this.#log}`);
  }

  /** Asks it to end, and removes its folder if that was its own. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
    if (this.#options.folder === undefined && this.#folder !== undefined) {
      await rm(this.#folder, { recursive: true, force: true });
      this.#folder = undefined;
    }
  }

  /** Ends it as a power cut would; the folder stays for a restart. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Freezes it: it is there and says nothing. */
  pause(): void {
    this.#process?.kill('SIGSTOP');
  }

  resume(): void {
    this.#process?.kill('SIGCONT');
  }

  /**
   * Ends it, if it runs, and starts it again on the same port: empty, or with what it held. One that was killed before
   * holds what its settings made it write.
   */
  async restart({ empty }: { readonly empty: boolean }): Promise<void> {
    if (!empty && this.running) {
      this.resume();
      await this.#save();
    }
    await this.#end('SIGKILL');
    if (empty && this.#folder !== undefined) {
      for (const name of ['dump.rdb', 'appendonlydir']) {
        await rm(join(this.#folder, name), { recursive: true, force: true });
      }
    }
    await this.start();
  }

  async #save(): Promise<void> {
    const answer = await askRedis(this.port, 'SAVE');
    if (!answer.startsWith('+OK')) throw new Error(`Redis did not save: ${answer}`);
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (!child || hasEnded(child)) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    // One that is paused hears nothing else.
    child.kill('SIGCONT');
    await ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
}

/** Where the system can do it, the child is killed with its parent, also when the parent is killed and can do nothing. */
function dyingWithUs(): string[] {
  const setpriv = process.platform === 'linux' ? findProgram('setpriv') : undefined;
  return setpriv === undefined ? [] : [setpriv, '--pdeathsig', 'KILL', '--'];
}
