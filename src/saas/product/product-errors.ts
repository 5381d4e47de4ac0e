import type { FastifyError } from 'fastify';
import { BadRequest } from '#kit/errors/bad-request.ts';
import { Fault } from '#kit/errors/fault.ts';
import type { Server } from '#kit/http/create-server.ts';
import { isDatabaseUnavailable } from '#kit/postgres/unavailable.ts';
import type { ProductFailure } from '../contract/product-api.ts';

/** A no that carries more than its sentence: which step of an application may be sent again, and for which group. */
export class ProductRefusal extends BadRequest {
  override name = 'ProductRefusal';
  readonly more: Partial<ProductFailure>;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    sentence: string,
    options: ConstructorParameters<typeof BadRequest>[1] & { readonly retryAfterSeconds?: number },
    more: Partial<ProductFailure> = {},
  ) {
    super(sentence, options);
    this.more = more;
    this.retryAfterSeconds = options?.retryAfterSeconds;
  }
}

export const notFound = () =>
  new BadRequest('There is no such group, or it is not yours.', { status: 404, code: 'not_found' });

export const mayNotCreateGroups = () =>
  new BadRequest('You may not create groups.', { status: 403, code: 'forbidden' });

const toBody = (code: string, sentence: string, errors: ProductFailure['errors'] = {}): ProductFailure => {
  return { errors, code, sentence };
};

/** Every failure of the product's API has one shape; whatever nobody foresaw is logged and tells its request's id. */
export function registerProductErrors(app: Server): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    if (error instanceof ProductRefusal && error.retryAfterSeconds !== undefined) {
      reply.header('retry-after', String(error.retryAfterSeconds));
    }
    if (error instanceof BadRequest) {
      const more = error instanceof ProductRefusal ? error.more : {};
      return reply.code(error.status).send({ ...toBody(error.code, error.message, error.attributes), ...more });
    }
    if (isDatabaseUnavailable(error)) {
      request.log.error({ err: error }, 'database unavailable');
      const sentence = 'This cannot be done right now. Nothing was changed; try again in a moment.';
      return reply.code(503).header('retry-after', '1').send(toBody('database_unavailable', sentence));
    }
    if (error instanceof Fault) {
      request.log.error({ err: error }, error.message);
      return reply.code(error.status).header('retry-after', '1').send(toBody(error.code, error.message));
    }
    if (error.statusCode !== undefined && error.statusCode < 500) {
      return reply.code(error.statusCode).send(toBody('malformed_request', `${error.message}.`));
    }
    request.log.error({ err: error }, 'unforeseen error');
    app.onUnforeseen(error, request.id);
    return reply.code(500).send(toBody('internal_error', `Something broke here; the request id is ${request.id}.`));
  });
}
