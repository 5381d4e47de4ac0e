import { Logger as WorkerLogger } from 'graphile-worker';
import type { Logger } from '../telemetry/logger.ts';

/** The queue's own words, which belong to whoever looks for a fault of the queue: at debug. */
export function workerLogger(logger: Logger): WorkerLogger {
  return new WorkerLogger(() => (level, message) => logger.debug({ level }, message));
}
