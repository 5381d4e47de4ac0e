import { EventEmitter } from 'node:events';
import { makeWorkerUtils, type WorkerEvents, type WorkerUtils } from 'graphile-worker';
import pg from 'pg';
import type { Logger } from '../telemetry/logger.ts';
import { workerLogger } from './worker-logger.ts';

const EVERY = 5_000;

/**
 * A killed process leaves its jobs locked, and the queue would wait four hours for it. Therefore each process writes down
 * its workers' names and holds an advisory lock under its own name for as long as it lives; whoever gets that lock knows
 * that the process is gone, and frees its jobs.
 */
export class ForgottenLocks {
  readonly events: WorkerEvents = new EventEmitter();
  readonly #connectionString: string;
  readonly #processName: string;
  readonly #logger: Logger;
  #client: pg.Client | undefined;
  #utils: WorkerUtils | undefined;
  #timer: NodeJS.Timeout | undefined;
  #turn: Promise<void> = Promise.resolve();

  constructor(connectionString: string, processName: string, logger: Logger) {
    this.#connectionString = connectionString;
    this.#processName = processName;
    this.#logger = logger;
    this.events.on('worker:create', ({ worker }) => this.#register(worker.workerId));
    this.events.on('pool:create', ({ workerPool }) => this.#register(workerPool.id));
  }

  async start(): Promise<void> {
    this.#utils = await makeWorkerUtils({
      connectionString: this.#connectionString,
      logger: workerLogger(this.#logger),
    });
    await this.#connect();
    await this.#free();
    this.#schedule();
  }

  #schedule(): void {
    this.#timer = setTimeout(() => {
      this.#turn = this.#free()
        .catch((error) => this.#logger.warn({ err: error }, 'forgotten locks not looked at'))
        .finally(() => this.#schedule());
    }, EVERY);
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.#connectionString,
      application_name: this.#processName,
      pipeline: true,
    } as pg.ClientConfig);
    client.on('error', () => {
      if (this.#client === client) this.#client = undefined;
    });
    await client.connect();
    await client.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [this.#processName]);
    this.#client = client;
    return client;
  }

  async #register(worker: string): Promise<void> {
    await this.#client
      ?.query('INSERT INTO job_workers (worker, process) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
        worker,
        this.#processName,
      ])
      .catch((error) => this.#logger.warn({ err: error }, 'worker not registered'));
  }

  async #free(): Promise<void> {
    const client = this.#client ?? (await this.#connect());
    const { rows } = await client.query<{ worker: string; process: string }>(
      `SELECT worker, process FROM job_workers WHERE process IN (
         SELECT process FROM (SELECT DISTINCT process FROM job_workers WHERE process <> $1 OFFSET 0) AS others
         WHERE pg_try_advisory_xact_lock(hashtextextended(process, 0)))`,
      [this.#processName],
    );
    if (rows.length === 0) return;
    await this.#utils?.forceUnlockWorkers(rows.map((row) => row.worker));
    await client.query('DELETE FROM job_workers WHERE process = ANY ($1)', [rows.map((row) => row.process)]);
    this.#logger.warn({ workers: rows.length }, 'freed the jobs of a process that is gone');
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#turn;
    clearTimeout(this.#timer);
    await this.#client?.query('DELETE FROM job_workers WHERE process = $1', [this.#processName]).catch(() => {});
    await this.#client?.end();
    await this.#utils?.release();
  }
}
