import { hostname } from 'node:os';
import type { Tracer } from '@opentelemetry/api';

export type Traces = {
  /** Undefined where nobody collects: then nothing is traced, and nothing costs anything. */
  readonly tracer: Tracer | undefined;
  /** Sends what is left; never throws. */
  readonly stop: () => Promise<void>;
};

export type TracesOptions = {
  /** What kind of process it is: `portal`, `saas`. */
  readonly service: string;
  readonly version: string;
  readonly environment: string;
  /** Where spans go by OTLP/HTTP, such as `http://127.0.0.1:4318/v1/traces`. */
  readonly url: string | undefined;
};

/** The traces of this process; `OTEL_TRACES_SAMPLER` says how many are kept. */
export async function openTraces({ service, version, environment, url }: TracesOptions): Promise<Traces> {
  if (url === undefined) return { tracer: undefined, stop: async () => {} };
  // Here alone, because loading it takes longer than all else at a start.
  const { collectTraces } = await import('./collect-traces.ts');
  return collectTraces(url, {
    'service.name': service,
    'service.instance.id': `${hostname()}:${process.pid}`,
    'service.version': version,
    'deployment.environment.name': environment,
  });
}
