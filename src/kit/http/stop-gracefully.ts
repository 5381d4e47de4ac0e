import type { Logger } from '../telemetry/logger.ts';

export type Stoppable = { readonly stop: () => Promise<void> };

/**
 * Stops a process on SIGTERM and SIGINT: once, in order, and with an end even if something hangs.
 * @param deadline milliseconds after which the process leaves anyway.
 */
export function stopGracefully(running: Stoppable, logger: Logger, deadline = 25_000): void {
  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), deadline).unref();
    running.stop().then(
      () => process.exit(0),
      (error) => {
        logger.error({ err: error }, 'stop failed');
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}
