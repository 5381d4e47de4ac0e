import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from '../../dev/free-port.ts';

/** A portal process that can be killed and started again on the same port. */
export class PortalProcess {
  readonly url: string;
  readonly #environment: Record<string, string>;
  #child: ChildProcess | undefined;

  private constructor(port: number, environment: Record<string, string>) {
    this.url = `http://127.0.0.1:${port}`;
    this.#environment = { ...environment, PORTAL_PORT: String(port), PORTAL_URL: this.url };
  }

  static async create(environment: Record<string, string>): Promise<PortalProcess> {
    return new PortalProcess(await freePort(), {
      LOG_LEVEL: 'silent',
      PORTAL_RATE_LIMIT: '1000000',
      PORTAL_DATABASE_CONNECTIONS: '5',
      ...environment,
    });
  }

  async start(): Promise<void> {
    const child = fork('test/support/run-portal.ts', {
      env: { ...process.env, NODE_NO_WARNINGS: '1', ...this.#environment },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#child = child;
    const [first] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
    if (first !== 'up') throw new Error(`the portal did not start: ${first}`);
  }

  async stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    child.kill(signal);
    await once(child, 'exit');
    return child.exitCode;
  }
}
