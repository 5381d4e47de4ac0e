import { BadRequest } from './bad-request.ts';

/** What was asked for by its name or id is not there: a 404 with a sentence that says what. */
export function notFound(sentence: string): BadRequest {
  return new BadRequest(sentence, { status: 404, code: 'not_found' });
}
