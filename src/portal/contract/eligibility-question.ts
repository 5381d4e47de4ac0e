import { BadRequest } from '#kit/errors/bad-request.ts';
import { MOST_IDS_BY_GET, MOST_IDS_BY_POST } from '#sdk/contract.ts';
import { readAtLeast, readNamespaceIds } from './namespace-ids.ts';

export type EligibilityQuestion = {
  readonly ids: readonly number[];
  readonly atLeast: ReadonlyMap<number, number>;
  readonly includeReasons: boolean;
};

const AT_LEAST = /^at_least\[(.*)\]$/;

/**
 * Reads the question from a URL, as each client writes it: `namespace_ids[]` percent-encoded or not, `namespace_ids`
 * repeated, or one value.
 * @throws {BadRequest}
 */
export function readQuestionFromUrl(url: string): EligibilityQuestion {
  const values: string[] = [];
  let atLeast: Record<string, string> | undefined;
  let include: string | undefined;
  const start = url.indexOf('?');
  for (const pair of start < 0 ? [] : url.slice(start + 1).split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const key = decode(equals < 0 ? pair : pair.slice(0, equals));
    const value = decode(equals < 0 ? '' : pair.slice(equals + 1));
    if (key === 'namespace_ids[]' || key === 'namespace_ids') values.push(value);
    else if (key === 'include') include = value;
    else {
      const floor = AT_LEAST.exec(key)?.[1];
      if (floor !== undefined) {
        atLeast ??= {};
        atLeast[floor] = value;
      }
    }
  }
  return {
    ids: readNamespaceIds(values, MOST_IDS_BY_GET),
    atLeast: readAtLeast(atLeast),
    includeReasons: readInclude(include),
  };
}

/**
 * Reads the question from a body: `{"namespace_ids": […], "at_least"?: {"1": 8}}`.
 * @throws {BadRequest}
 */
export function readQuestionFromBody(body: unknown, include: unknown): EligibilityQuestion {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new BadRequest('The body must be an object with namespace_ids.', {
      code: 'invalid_ids',
      attributes: { namespace_ids: ['is missing'] },
    });
  }
  const { namespace_ids: asked, at_least: atLeast } = body as Record<string, unknown>;
  return {
    ids: readNamespaceIds(Array.isArray(asked) ? asked : asked === undefined ? [] : [asked], MOST_IDS_BY_POST),
    atLeast: readAtLeast(atLeast),
    includeReasons: readInclude(include),
  };
}

function readInclude(include: unknown): boolean {
  if (include === undefined || include === '') return false;
  if (include === 'reasons') return true;
  throw new BadRequest('include can only be "reasons".', { attributes: { include: ['can only be "reasons"'] } });
}

function decode(text: string): string {
  if (!text.includes('%') && !text.includes('+')) return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new BadRequest('The query is not percent-encoded text.', { status: 400, code: 'malformed_request' });
  }
}
