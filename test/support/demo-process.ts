import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from '../../dev/free-port.ts';
import { makeQuickFolder } from './quick-folder.ts';

/** `npm start` as a newcomer runs it, in a folder of its own. */
export class DemoProcess {
  readonly folder: string;
  readonly portalPort: number;
  readonly saasPort: number;
  output = '';
  #child: ChildProcess | undefined;

  private constructor(folder: string, portalPort: number, saasPort: number) {
    this.folder = folder;
    this.portalPort = portalPort;
    this.saasPort = saasPort;
  }

  static async create(): Promise<DemoProcess> {
    return new DemoProcess(await makeQuickFolder('demo'), await freePort(), await freePort());
  }

  /** Starts it and waits for its welcome. @returns the milliseconds that took. */
  async start(environment: Record<string, string> = {}): Promise<number> {
    const began = Date.now();
    const child = spawn(process.execPath, ['dev/start.ts'], {
      env: {
        ...process.env,
        NODE_ENV: '',
        TRIALGATE_DATA: this.folder,
        PORTAL_PORT: String(this.portalPort),
        SAAS_PORT: String(this.saasPort),
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        this.output += chunk;
      });
    }
    while (!this.output.includes('Try first')) {
      if (child.exitCode !== null) throw new Error(`npm start ended:\n${this.output}`);
      if (Date.now() - began > 60_000) throw new Error(`npm start said nothing for a minute:\n${this.output}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return Date.now() - began;
  }

  /** Runs one statement in one of its databases. */
  async query(database: 'portal' | 'saas', sql: string, values: unknown[] = []) {
    const port = (await readFile(join(this.folder, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[3];
    const client = new pg.Client({ connectionString: `postgres://postgres:postgres@127.0.0.1:${port}/${database}` });
    await client.connect();
    try {
      return (await client.query(sql, values)).rows;
    } finally {
      await client.end();
    }
  }

  async stop(): Promise<number | null> {
    const child = this.#child;
    if (!child || child.exitCode !== null) return child?.exitCode ?? null;
    child.kill('SIGTERM');
    await once(child, 'exit');
    return child.exitCode;
  }

  async remove(): Promise<void> {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
