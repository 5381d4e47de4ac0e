import { randomUUID } from 'node:crypto';
import { parseCronItems, type Runner, run, type TaskList } from 'graphile-worker';
import { isForeseen } from '../errors/is-foreseen.ts';
import type { Pool } from '../postgres/pool.ts';
import type { ErrorReporter } from '../telemetry/error-reporter.ts';
import { withFlagStates } from '../telemetry/flag-states.ts';
import type { Logger } from '../telemetry/logger.ts';
import { ForgottenLocks } from './forgotten-locks.ts';
import type { Job } from './job.ts';
import { moveOutbox } from './move-outbox.ts';
import { WakeableLoop } from './wakeable-loop.ts';
import { workerLogger } from './worker-logger.ts';

export type JobQueueOptions = {
  readonly database: Pool;
  readonly connectionString: string;
  readonly jobs: readonly Job[];
  readonly concurrency: number;
  readonly logger: Logger;
  /** Told of what nobody foresaw, of what flags have said in the job before it too. */
  readonly onUnforeseen: ErrorReporter['report'];
};

/** Runs the registered jobs, moves the outbox into the queue, and frees what a killed process had taken. */
export class JobQueue {
  readonly #options: JobQueueOptions;
  readonly #outbox: WakeableLoop;
  readonly #locks: ForgottenLocks;
  #runner: Runner | undefined;

  constructor(options: JobQueueOptions) {
    this.#options = options;
    const { database, logger } = options;
    this.#outbox = new WakeableLoop({ name: 'outbox', every: 500, logger, turn: () => moveOutbox(database) });
    this.#locks = new ForgottenLocks(options.connectionString, `process-${randomUUID()}`, logger);
  }

  async start(): Promise<void> {
    const { jobs, concurrency, logger } = this.#options;
    await this.#locks.start();
    this.#runner = await run({
      connectionString: this.#options.connectionString,
      concurrency,
      taskList: Object.fromEntries(jobs.map((job) => [job.name, this.#taskOf(job)])) as TaskList,
      parsedCronItems: parseCronItems(
        jobs.flatMap((job) =>
          job.schedule
            ? [
                {
                  task: job.name,
                  match: job.schedule,
                  identifier: job.name,
                  options: { backfillPeriod: 0, jobKey: job.name },
                },
              ]
            : [],
        ),
      ),
      noHandleSignals: true,
      pollInterval: 1_000,
      logger: workerLogger(logger),
      events: this.#locks.events,
    });
    this.#outbox.start();
  }

  #taskOf({ name, run: work }: Job) {
    const logger = this.#options.logger.child({ job: name });
    return (payload: unknown, { job: { attempts: attempt } }: { job: { attempts: number } }) =>
      withFlagStates(async () => {
        try {
          await work(payload as Record<string, unknown>, { attempt, logger });
        } catch (error) {
          logger.warn({ err: error, attempt }, 'job failed, it is tried again');
          if (!isForeseen(error)) this.#options.onUnforeseen(error, null);
          throw error;
        }
      });
  }

  /** Looks at the outbox now: something was committed. */
  wake(): void {
    this.#outbox.wake();
  }

  async stop(): Promise<void> {
    await this.#outbox.stop();
    await this.#runner?.stop();
    await this.#locks.stop();
  }
}
