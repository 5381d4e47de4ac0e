import {
  type Context,
  context,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** A span for each request, within the trace of whoever asked. Its request id is the one in every line of the log. */
export function traceRequests(app: FastifyInstance, tracer: Tracer): void {
  const around = new WeakMap<FastifyRequest, Context>();
  app.addHook('onRequest', (request, _reply, done) => {
    const from = propagation.extract(ROOT_CONTEXT, request.headers);
    // The pattern, not the address: a query can carry somebody's e-mail.
    const route = request.routeOptions.url ?? 'unknown';
    const attributes = { 'http.request.method': request.method, 'http.route': route, 'request.id': request.id };
    const span = tracer.startSpan(`${request.method} ${route}`, { kind: SpanKind.SERVER, attributes }, from);
    const here = trace.setSpan(from, span);
    around.set(request, here);
    context.with(here, done);
  });
  // Again after the body has arrived: its events belong to the connection, and what is begun in them to no request.
  app.addHook('preValidation', (request, _reply, done) => {
    context.with(around.get(request) ?? ROOT_CONTEXT, done);
  });
  app.addHook('onResponse', (request, { statusCode }, done) => {
    const span = trace.getSpan(around.get(request) ?? ROOT_CONTEXT);
    span?.setAttribute('http.response.status_code', statusCode);
    if (statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
    span?.end();
    done();
  });
}
