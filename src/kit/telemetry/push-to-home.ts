import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import type { Push } from './push-numbers.ts';

type ExporterOptions = NonNullable<ConstructorParameters<typeof OTLPMetricExporter>[0]>;

/** Shorter than the time between two pushes. */
const WITHIN = 4_000;

/** Pushes by OTLP/HTTP in JSON. @param url without a path. @param token opens one environment. */
export function pushToHome(url: string, token: string): Push {
  const exporter = new OTLPMetricExporter({
    url: `${url}/api/v1/telemetry/v1/metrics`,
    headers: { authorization: `Bearer ${token}` },
    timeoutMillis: WITHIN,
    compression: 'gzip' as NonNullable<ExporterOptions['compression']>,
  });
  return {
    push: (metrics) =>
      new Promise((resolve, reject) => {
        exporter.export(metrics, ({ code, error }) =>
          code === 0 ? resolve() : reject(error ?? new Error('not taken')),
        );
      }),
    close: () => exporter.shutdown(),
  };
}
