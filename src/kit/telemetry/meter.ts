import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import type { Meter } from '@opentelemetry/api';
import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  AggregationType,
  InstrumentType,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import type { Logger } from './logger.ts';
import { type Push, pushNumbers } from './push-numbers.ts';

export type { Meter } from '@opentelemetry/api';

export type TelemetryOptions = {
  /** What kind of process it is: `portal`, `saas`. */
  readonly service: string;
  readonly version: string;
  readonly environment: string;
  readonly logger: Logger;
  /** Where the readings go besides the Prometheus page. @param instanceId this process's name. */
  readonly push?: ((instanceId: string) => Push) | undefined;
};

export type Telemetry = {
  readonly meter: Meter;
  /** The name of this process among all. */
  readonly instanceId: string;
  /** The readings as Prometheus text. */
  readonly render: () => Promise<string>;
  /** Pushes now, which otherwise happens every 5 seconds. */
  readonly push: () => Promise<void>;
  /** Pushes the last readings, if that takes less than a second. */
  readonly stop: () => Promise<void>;
};

// From what a tier in the process takes to what nobody waits for.
const SECONDS = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const PUSH_EVERY = 5_000;
const STOP_WITHIN = 1_000;

/** One meter for a process. The same readings are read by its Prometheus page and pushed to the flag home. */
export function createTelemetry({ service, version, environment, logger, push }: TelemetryOptions): Telemetry {
  const page = new PrometheusExporter({ preventServerStart: true });
  const instanceId = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
  const provider = new MeterProvider({
    resource: resourceFromAttributes({
      'service.name': service,
      'service.instance.id': instanceId,
      'service.version': version,
      'deployment.environment.name': environment,
    }),
    readers: push ? [page, readerOf(push(instanceId), logger)] : [page],
    views: [
      {
        instrumentName: '*_seconds',
        instrumentType: InstrumentType.HISTOGRAM,
        aggregation: { type: AggregationType.EXPLICIT_BUCKET_HISTOGRAM, options: { boundaries: SECONDS } },
      },
    ],
  });
  const meter = provider.getMeter(service);
  const stopping = watchStopping(meter);
  const serializer = new PrometheusSerializer();
  return {
    meter,
    instanceId,
    render: async () => serializer.serialize((await page.collect()).resourceMetrics),
    push: () => provider.forceFlush(),
    stop: async () => {
      stopping();
      await Promise.race([provider.shutdown().catch(() => {}), setTimeout(STOP_WITHIN, undefined, { ref: false })]);
    },
  };
}

function readerOf(push: Push, logger: Logger): PeriodicExportingMetricReader {
  return new PeriodicExportingMetricReader({
    exporter: pushNumbers(push, logger),
    exportIntervalMillis: PUSH_EVERY,
    exportTimeoutMillis: PUSH_EVERY,
  });
}

/** Always there, so that a process with nothing else to tell is heard. @returns what it calls in its last words. */
function watchStopping(meter: Meter): () => void {
  let stopping = 0;
  meter
    .createObservableGauge('process_stopping', { description: '1 once the process was told to stop, else 0' })
    .addCallback((result) => result.observe(stopping));
  return () => {
    stopping = 1;
  };
}
