import { BadRequest } from '#kit/errors/bad-request.ts';
import type { Problems } from '../subscriptions/problems.ts';
import { problemSentences } from './problems.ts';

/** The answer to attributes that cannot be taken: 400, because that is what the portal is promised. */
export function invalidRequest(problems: Problems): BadRequest {
  const attributes = Object.fromEntries(Object.entries(problems).map(([name, all]) => [name, [...all]]));
  return new BadRequest(`Not accepted: ${problemSentences(problems).join('; ')}.`, { status: 400, attributes });
}
