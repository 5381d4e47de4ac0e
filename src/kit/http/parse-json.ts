import type { FastifyInstance } from 'fastify';

// A digit followed by a fraction or an exponent, as it may also stand in a text: the precise look follows.
const MAYBE_NOT_WHOLE = /\d[.eE]/;

/**
 * Whole numbers are written as digits: `1e3` and `1000.0` read as NaN, so that no schema takes them for an id. The
 * common body holds nothing like it and is parsed once.
 */
export function registerJsonParser(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = body.toString();
    parse(request, text, (error, value) => {
      if (error || !MAYBE_NOT_WHOLE.test(text)) return done(error, value);
      done(null, JSON.parse(text, readNumber));
    });
  });
}

function readNumber(this: unknown, _key: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === 'number' && !/^-?\d+$/.test(context?.source ?? '') ? Number.NaN : value;
}
