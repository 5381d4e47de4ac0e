import { BadRequest } from '#kit/errors/bad-request.ts';
import { isObject } from './is-object.ts';

/**
 * A request's body as an object; no body at all is an empty one, because every attribute of an update may be absent.
 * @throws {BadRequest} 400 for a list, a text or a number.
 */
export function readBody(body: unknown): object {
  if (body === undefined || body === null) return {};
  if (isObject(body)) return body;
  throw new BadRequest('The body must be a JSON object.', { status: 400, code: 'malformed_request' });
}
