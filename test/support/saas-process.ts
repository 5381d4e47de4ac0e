import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePort } from '../../dev/free-port.ts';

const MAIN = join(import.meta.dirname, '../../src/saas/main.ts');

/** A saas process that can be killed and started again on the same port. */
export class SaasProcess {
  readonly url: string;
  readonly #environment: Record<string, string>;
  #child: ChildProcess | undefined;

  private constructor(port: number, environment: Record<string, string>) {
    this.url = `http://127.0.0.1:${port}`;
    this.#environment = { ...environment, SAAS_PORT: String(port), SAAS_URL: this.url };
  }

  static async create(environment: Record<string, string>): Promise<SaasProcess> {
    return new SaasProcess(await freePort(), { LOG_LEVEL: 'silent', NODE_NO_WARNINGS: '1', ...environment });
  }

  /** @throws {Error} where it ended instead, or is not ready within 15 s. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, [MAIN], { env: this.#environment, stdio: ['ignore', 'ignore', 'inherit'] });
    this.#child = child;
    for (const deadline = Date.now() + 15_000; Date.now() < deadline; ) {
      if (child.exitCode !== null) throw new Error(`saas did not start: it ended with ${child.exitCode}`);
      const answer = await fetch(`${this.url}/-/liveness`).catch(() => undefined);
      if (answer?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('saas did not start within 15 s');
  }

  async stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    child.kill(signal);
    await once(child, 'exit');
    return child.exitCode;
  }
}
