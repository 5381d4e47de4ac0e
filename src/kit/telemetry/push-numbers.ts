import { DeltaTemporalitySelector } from '@opentelemetry/exporter-metrics-otlp-http';
import type { PushMetricExporter, ResourceMetrics } from '@opentelemetry/sdk-metrics';
import type { Logger } from './logger.ts';

type Result = Parameters<Parameters<PushMetricExporter['export']>[1]>[0];

export type Push = {
  /** Tells what has come since the last time. @throws {Error} when nobody has taken it; it is left out then. */
  readonly push: (metrics: ResourceMetrics) => Promise<void>;
  readonly close: () => Promise<void>;
};

/**
 * What the meter hands its readings to every few seconds. A home that is away costs nothing but those numbers: what was not
 * taken is not kept, and it is said once, and once more when it is over.
 */
export function pushNumbers({ push, close }: Push, logger: Logger): PushMetricExporter {
  let taken = true;
  const note = (now: boolean, error?: unknown) => {
    if (taken && !now) logger.warn({ err: error }, 'the flag home takes no numbers: they are left out until it does');
    if (!taken && now) logger.info({}, 'the flag home takes numbers again');
    taken = now;
  };
  return {
    selectAggregationTemporality: DeltaTemporalitySelector,
    export: (metrics, done) => {
      push(metrics).then(
        () => {
          note(true);
          done({ code: 0 } as Result);
        },
        (error: Error) => {
          note(false, error);
          // Told as done: the reader would only complain to nobody.
          done({ code: 0 } as Result);
        },
      );
    },
    forceFlush: async () => {},
    shutdown: close,
  };
}
