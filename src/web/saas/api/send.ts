import { toRequestFailed, unreachable } from './request-failed.ts';
import { csrfToken, forgetSession, noticeSession } from './session-cookie.ts';

type Method = 'GET' | 'POST' | 'DELETE';

// Longer than the server waits for anything itself, so that its own answer is the one that people read.
const WITHIN = 20_000;

/**
 * Calls the product's API; `path` after `/api/v4`. @returns its answer's body.
 * @throws {RequestFailed}
 */
export async function send<Answer>(method: Method, path: string, body?: unknown): Promise<Answer> {
  const token = csrfToken();
  const response = await fetch(`/api/v4${path}`, {
    method,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token !== undefined && method !== 'GET' ? { 'x-csrf-token': decodeURIComponent(token) } : {}),
    },
    body: body === undefined ? null : JSON.stringify(body),
    signal: AbortSignal.timeout(WITHIN),
  }).catch(() => {
    throw unreachable();
  });
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.status === 401) forgetSession();
  else noticeSession();
  if (!response.ok) throw toRequestFailed(response.status, answer);
  return answer as Answer;
}
