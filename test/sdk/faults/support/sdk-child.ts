import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { FaultWorld } from './fault-world.ts';
import type { FromProcess, Read, ToProcess } from './sdk-process.ts';

/** A process with the SDK of its own, in the same world. */
export class SdkChild {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  static async start(world: FaultWorld, environment: Readonly<Record<string, string>> = {}): Promise<SdkChild> {
    const redisUrl = `redis://127.0.0.1:${world.toRedis.port}`;
    const settings = JSON.stringify({ portal: world.portalOptions, redisUrl, ids: world.ids });
    const child = fork(join(import.meta.dirname, 'sdk-process.ts'), [settings], {
      env: { ...process.env, ...environment },
    });
    world.stack.defer(() => void child.kill('SIGKILL'));
    await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(() => Promise.reject(new Error('The process ended before it was ready.'))),
    ]);
    return new SdkChild(child);
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.#child.kill(signal);
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await once(this.#child, 'exit');
  }

  /** Begins a load past the caches. */
  load(): void {
    this.#child.send({ do: 'load' } satisfies ToProcess);
  }

  /** What it read since the last time, without what was marked stale. */
  async takeLog(): Promise<readonly Read[]> {
    this.#child.send({ do: 'log' } satisfies ToProcess);
    for (;;) {
      const [message] = (await once(this.#child, 'message')) as [FromProcess];
      if (message.is === 'log') return message.reads;
    }
  }
}
