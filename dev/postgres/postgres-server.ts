import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { access, chmod, chown, cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { findPostgresBinaries, type PostgresBinaries } from './postgres-binaries.ts';
import { unprivilegedUser } from './unprivileged-user.ts';

const run = promisify(execFile);

export type PostgresServerOptions = {
  readonly folder: string;
  readonly port: number;
  /** Server settings, as `name=value`. */
  readonly settings?: readonly string[];
};

/** A PostgreSQL of our own: its folder, its port on loopback, and its process. Used by npm start and by the tests. */
export class PostgresServer {
  readonly port: number;
  readonly folder: string;
  readonly #settings: readonly string[];
  #process: ChildProcess | undefined;
  #log = '';

  constructor(options: PostgresServerOptions) {
    this.port = options.port;
    this.folder = options.folder;
    this.#settings = options.settings ?? [];
  }

  url(database: string): string {
    return `postgres://postgres:postgres@127.0.0.1:${this.port}/${database}`;
  }

  /** Makes the folder if it is empty, starts the server and waits until it answers. */
  async start(): Promise<void> {
    const binaries = await findPostgresBinaries();
    await this.#initialise(binaries);
    const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', ...this.#settings];
    const child = spawn(
      binaries.postgres,
      ['-D', this.folder, '-p', String(this.port), ...settings.flatMap((setting) => ['-c', setting])],
      { ...unprivilegedUser(), stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, LC_ALL: 'C.UTF-8' } },
    );
    this.#process = child;
    child.stderr?.on('data', (chunk: Buffer) => {
      this.#log = (this.#log + chunk).slice(-4_000);
    });
    await this.#untilReady(child);
  }

  /** Makes a folder that was copied here ready to be started: it belongs to the user that will run it, and only to that. */
  async adopt(): Promise<void> {
    const { uid, gid } = unprivilegedUser();
    if (uid !== undefined) await run('chown', ['-R', `${uid}:${gid ?? uid}`, this.folder]);
    await chmod(this.folder, 0o700);
  }

  /** Waits until recovery has ended. */
  async untilWritable(): Promise<void> {
    for (;;) {
      const { rows } = await this.query('SELECT pg_is_in_recovery() AS recovering').catch(() => ({ rows: [] }));
      if (rows[0]?.recovering === false) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Stops it; `immediate` leaves it as a power cut would. */
  async stop(mode: 'fast' | 'immediate' = 'fast'): Promise<void> {
    const child = this.#process;
    if (!child || child.exitCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(mode === 'fast' ? 'SIGINT' : 'SIGQUIT');
    await gone;
    this.#process = undefined;
  }

  async #initialise(binaries: PostgresBinaries): Promise<void> {
    const user = unprivilegedUser();
    const made = await mkdir(this.folder, { recursive: true, mode: 0o700 });
    if (user.uid !== undefined) await chown(this.folder, user.uid, user.gid ?? user.uid);
    if (made === undefined && (await this.#isInitialised())) return;
    const passwordFile = join(this.folder, '..', `.password-${process.pid}`);
    await writeFile(passwordFile, 'postgres\n', { mode: 0o600 });
    if (user.uid !== undefined) await chown(passwordFile, user.uid, user.gid ?? user.uid);
    try {
      await run(
        binaries.initdb,
        [
          '-D',
          this.folder,
          '-U',
          'postgres',
          '-A',
          'scram-sha-256',
          '-E',
          'UTF8',
          '--locale=C.UTF-8',
          '-N',
          `--pwfile=${passwordFile}`,
        ],
        user,
      );
    } finally {
      await rm(passwordFile, { force: true });
    }
  }

  async #isInitialised(): Promise<boolean> {
    return access(join(this.folder, 'PG_VERSION')).then(
      () => true,
      () => false,
    );
  }

  async #untilReady(child: ChildProcess): Promise<void> {
    const deadline = Date.now() + 30_000;
    while (Date.now() < deadline) {
      if (child.exitCode !== null) throw new Error(`PostgreSQL did not start:\n${this.#log}`);
      const client = new pg.Client({ connectionString: this.url('postgres') });
      try {
        await client.connect();
        await client.end();
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
    throw new Error(`PostgreSQL did not answer within 30 s:\n${this.#log}`);
  }

  /** Runs one statement as the superuser of `database`. */
  async query(sql: string, database = 'postgres'): Promise<pg.QueryResult> {
    const client = new pg.Client({ connectionString: this.url(database) });
    await client.connect();
    try {
      return await client.query(sql);
    } finally {
      await client.end();
    }
  }

  /** Copies the running server's files into `folder` as a base backup that recovers onto a new timeline. */
  async baseBackup(folder: string): Promise<void> {
    const client = new pg.Client({ connectionString: this.url('postgres') });
    await client.connect();
    try {
      await client.query("SELECT pg_backup_start('base', true)");
      await cp(this.folder, folder, { recursive: true, filter: (path) => !path.endsWith('postmaster.pid') });
      const stopped = await client.query<{ labelfile: string }>('SELECT labelfile FROM pg_backup_stop(false)');
      await cp(join(this.folder, 'pg_wal'), join(folder, 'pg_wal'), { recursive: true });
      await writeFile(join(folder, 'backup_label'), stopped.rows[0]?.labelfile ?? '');
    } finally {
      await client.end();
    }
  }
}
