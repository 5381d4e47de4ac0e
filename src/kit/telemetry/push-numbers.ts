import { DeltaTemporalitySelector } from '@opentelemetry/exporter-metrics-otlp-http';
import type { PushMetricExporter, ResourceMetrics } from '@opentelemetry/sdk-metrics';
import type { Logger } from './logger.ts';

type Result = Parameters<Parameters<PushMetricExporter['export']>[1]>[0];

export type Push = {
  /** Tells what has come since the time before. @throws {Error} when nobody has taken it; `code` is its HTTP status. */
  readonly push: (metrics: ResourceMetrics) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** A minute of pushes: as long as a home takes to be started anew. */
const MOST_WAITING = 12;
/** Refused for what it is, so that it would be refused again. */
const REFUSED = [400, 413, 415, 422];

/**
 * What the meter hands its readings to every few seconds. What a home that is away has not taken waits for a minute, because
 * pushing again counts nothing twice; older numbers are left out. It is said once, and once more when it is over.
 */
export function pushNumbers({ push, close }: Push, logger: Logger): PushMetricExporter {
  const waiting: ResourceMetrics[] = [];
  let drained: Promise<void> = Promise.resolve();
  let taken = true;
  const note = (now: boolean, error?: unknown) => {
    if (taken && !now) logger.warn({ err: error }, 'the flag home takes no numbers: they wait for a minute');
    if (!taken && now) logger.info({}, 'the flag home takes numbers again');
    taken = now;
  };
  const drain = async () => {
    for (let oldest = waiting[0]; oldest; oldest = waiting[0]) {
      try {
        await push(oldest);
        note(true);
      } catch (error) {
        note(false, error);
        if (!REFUSED.includes(Number((error as { code?: unknown }).code))) return;
      }
      if (waiting[0] === oldest) waiting.shift();
    }
  };
  return {
    selectAggregationTemporality: DeltaTemporalitySelector,
    export: (metrics, done) => {
      waiting.push(metrics);
      if (waiting.length > MOST_WAITING) waiting.shift();
      drained = drained.then(drain);
      // Told as done whatever became of it: the reader would only complain to nobody.
      void drained.then(() => done({ code: 0 } as Result));
    },
    forceFlush: async () => {},
    shutdown: close,
  };
}
