import type { Span } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { UndiciInstrumentation, type UndiciRequest } from '@opentelemetry/instrumentation-undici';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import type { Traces } from './open-traces.ts';

const WITHIN = 1_000;

/**
 * One trace across processes, by W3C's `traceparent`: what a server does for a request, and whom it asks meanwhile. For the
 * whole process, because requests of libraries are among them.
 * @param url where spans go by OTLP/HTTP.
 */
export function collectTraces(url: string, attributes: Readonly<Record<string, string>>): Traces {
  // In the background: a collector that is away loses spans and delays nobody.
  const processor = new BatchSpanProcessor(new OTLPTraceExporter({ url, timeoutMillis: WITHIN }));
  const resource = resourceFromAttributes(attributes);
  const provider = new NodeTracerProvider({ resource, spanProcessors: [processor] });
  provider.register();
  // Long polls, numbers and flags belong to no request, and would bury those that do.
  const outgoing = new UndiciInstrumentation({ requireParentforSpans: true, requestHook: forgetQuery });
  outgoing.setTracerProvider(provider);
  return {
    tracer: provider.getTracer('trialgate'),
    stop: async () => {
      outgoing.disable();
      await provider.shutdown().catch(() => {});
    },
  };
}

/** A query can carry somebody's e-mail. */
function forgetQuery(span: Span, { origin, path }: UndiciRequest): void {
  span.setAttributes({ 'url.full': `${origin}${path.replace(/\?.*/, '')}`, 'url.query': '' });
}
