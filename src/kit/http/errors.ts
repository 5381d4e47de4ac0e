import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { BadRequest } from '../errors/bad-request.ts';
import { Fault } from '../errors/fault.ts';
import { isDatabaseUnavailable } from '../postgres/unavailable.ts';

/** The one shape of every refusal and error on the wire; GitLab's client reads its first and last field. */
export type ErrorBody = {
  readonly success: false;
  readonly errors: string;
  readonly code: string;
  readonly error_attribute_map: Record<string, string[]>;
};

export function errorBody(code: string, errors: string, attributes: Record<string, string[]> = {}): ErrorBody {
  return { success: false, errors, code, error_attribute_map: attributes };
}

/** Told of an error that nobody foresaw, with the id of its request. */
export type OnUnforeseen = (error: unknown, requestId: string) => void;

/** Turns whatever a route threw into that shape. Only what nobody foresaw becomes a 500, and it is logged as an error. */
export function registerErrorHandler(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    if (error instanceof BadRequest) {
      return reply.code(error.status).send(errorBody(error.code, error.message, error.attributes));
    }
    if (error.validation) return sendInvalid(error, reply);
    if (isDatabaseUnavailable(error)) {
      request.log.error({ err: error }, 'database unavailable');
      const sentence = 'The database cannot be reached right now. Nothing was changed; try again in a second.';
      return reply.code(503).header('retry-after', '1').send(errorBody('database_unavailable', sentence));
    }
    if (error instanceof Fault) return sendFault(error, request, reply);
    if (error.statusCode !== undefined && error.statusCode < 500) {
      return reply.code(error.statusCode).send(errorBody(clientErrorCode(error.statusCode), `${error.message}.`));
    }
    request.log.error({ err: error }, 'unforeseen error');
    app.onUnforeseen(error, request.id);
    return reply.code(500).send(errorBody('internal_error', `Something broke here; the request id is ${request.id}.`));
  });
}

function sendFault(fault: Fault, request: FastifyRequest, reply: FastifyReply) {
  request.log.error({ err: fault, cause: fault.cause }, fault.message);
  if (fault.retryAfterSeconds !== undefined) reply.header('retry-after', String(fault.retryAfterSeconds));
  return reply.code(fault.status).send(errorBody(fault.code, fault.message));
}

function sendInvalid(error: FastifyError, reply: FastifyReply) {
  const attributes: Record<string, string[]> = {};
  for (const problem of error.validation ?? []) {
    const missing = (problem.params as { missingProperty?: string }).missingProperty;
    const path = [...problem.instancePath.split('/').filter(Boolean), ...(missing ? [missing] : [])].join('.');
    const name = path || error.validationContext || 'request';
    attributes[name] = [...(attributes[name] ?? []), missing ? 'is missing' : (problem.message ?? 'is invalid')];
  }
  const sentence = Object.entries(attributes)
    .map(([name, problems]) => `${name} ${problems.join(', ')}`)
    .join('; ');
  return reply.code(422).send(errorBody('invalid_request', `Not accepted: ${sentence}.`, attributes));
}

const clientErrorCodes: Record<number, string> = {
  400: 'malformed_request',
  404: 'not_found',
  408: 'request_timeout',
  413: 'body_too_large',
  415: 'unsupported_media_type',
  429: 'rate_limited',
};

function clientErrorCode(status: number): string {
  return clientErrorCodes[status] ?? 'malformed_request';
}
