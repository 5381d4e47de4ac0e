import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { Tracer } from '@opentelemetry/api';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
  type RawServerDefault,
} from 'fastify';
import { withFlagStates } from '../telemetry/flag-states.ts';
import type { Logger } from '../telemetry/logger.ts';
import { type OnUnforeseen, registerErrorHandler } from './errors.ts';
import { registerNotFound } from './not-found.ts';
import { registerJsonParser } from './parse-json.ts';
import { newRequestId } from './request-id.ts';
import { traceRequests } from './trace-requests.ts';
import { compileValidator } from './validators.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Its requests are logged at debug only, because there are thousands a second of them. */
    quiet?: boolean;
  }
  interface FastifyInstance {
    /** Told of each error that nobody foresaw, by whoever answers for it. */
    onUnforeseen: OnUnforeseen;
  }
}

export type Server = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

export type ServerOptions = {
  readonly logger: Logger;
  /** Told of each error that nobody foresaw; must not throw. */
  readonly onUnforeseen?: OnUnforeseen;
  /** Told of each request; left out where nobody collects. */
  readonly tracer?: Tracer | undefined;
  /** Bytes of a body at most. */
  readonly bodyLimit?: number;
  /** How long a request may take to arrive whole, in milliseconds: a body that is cut off gets 408 then. */
  readonly requestTimeout?: number;
};

/** A Fastify server with our habits: one error shape, 404 and 405, strict bodies, request ids, no dropped requests. */
export function createServer(options: ServerOptions): Server {
  const requestTimeout = options.requestTimeout ?? 10_000;
  const app = fastify({
    loggerInstance: options.logger as unknown as FastifyBaseLogger,
    bodyLimit: options.bodyLimit ?? 1_048_576,
    requestTimeout,
    keepAliveTimeout: 72_000,
    // Node's own limit of 16 KiB answers 431 to a list of 1,000 ids.
    http: {
      maxHeaderSize: 65_536,
      connectionsCheckingInterval: Math.min(1_000, requestTimeout),
      // Node swaps the two where the time for the headers is the longer one, and a body would get a minute.
      headersTimeout: requestTimeout,
    },
    genReqId: (request) => newRequestId(request.headers['x-request-id']),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    // A rolling restart must not answer 503 on connections that are still open; the listener closes first.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    logController: new LogController({ disableRequestLogging: true }),
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.setValidatorCompiler(compileValidator);
  // Hooks with a callback: an async one costs a promise on each of thousands of requests a second.
  app.addHook('onSend', (request, reply, payload, done) => {
    reply.header('x-request-id', request.id);
    done(null, payload);
  });
  app.addHook('onResponse', (request, reply, done) => {
    logRequest(options.logger, request as unknown as FastifyRequest, reply as unknown as FastifyReply);
    done();
  });
  // After the body has arrived: its events belong to the connection, and what is noted before them would be lost.
  app.addHook('preValidation', (_request, _reply, done) => {
    withFlagStates(done);
  });
  if (options.tracer) traceRequests(app as unknown as FastifyInstance, options.tracer);
  registerJsonParser(app as unknown as FastifyInstance);
  app.decorate('onUnforeseen', options.onUnforeseen ?? (() => {}));
  registerErrorHandler(app as unknown as FastifyInstance);
  registerNotFound(app as unknown as FastifyInstance);
  return app as unknown as Server;
}

function logRequest(logger: Logger, request: FastifyRequest, reply: FastifyReply): void {
  const failed = reply.statusCode >= 500;
  const quiet = request.routeOptions.config.quiet === true;
  if (!failed && quiet && !logger.isLevelEnabled('debug')) return;
  const line = {
    method: request.method,
    // The pattern, not the address: a query can carry somebody's e-mail.
    route: request.routeOptions.url ?? 'unknown',
    status: reply.statusCode,
    duration_ms: Math.round(reply.elapsedTime * 10) / 10,
  };
  if (failed) request.log.error(line, 'request');
  else if (quiet) request.log.debug(line, 'request');
  else request.log.info(line, 'request');
}
