import { csrfToken } from './csrf-token.ts';
import { toRequestFailed, unreachable } from './request-failed.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

type Headers = Readonly<Record<string, string>>;

export type Send = <Answer>(method: Method, path: string, body?: unknown, headers?: Headers) => Promise<Answer>;

// Longer than the server waits for anything itself, so that its own answer is the one that people read.
const WITHIN = 20_000;

/**
 * A caller of one API; `path` after `prefix`. It returns the answer's body and throws {RequestFailed}.
 * @param onAnswer told each status, because any answer may begin or end a session.
 */
export function createSend(prefix: string, onAnswer: (status: number) => void): Send {
  return async <Answer>(method: Method, path: string, body?: unknown, headers: Headers = {}) => {
    const token = csrfToken();
    const response = await fetch(prefix + path, {
      method,
      headers: {
        ...headers,
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token !== undefined && method !== 'GET' ? { 'x-csrf-token': token } : {}),
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(WITHIN),
    }).catch(() => {
      throw unreachable();
    });
    const answer: unknown = await response.json().catch(() => undefined);
    onAnswer(response.status);
    if (!response.ok) throw toRequestFailed(response.status, answer);
    return answer as Answer;
  };
}
