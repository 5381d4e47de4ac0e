import { Readable } from 'node:stream';
import { Fault } from '#kit/errors/fault.ts';
import type { FailureAnswer } from '#sdk/contract.ts';
import { PortalRefused } from './portal-refused.ts';

/** What the portal answered: as it came, and as it reads. */
export type Answer<T> = { readonly text: string; readonly body: T };

/** Who is spoken to, and what is said where it does not answer. */
export type SpokenTo = {
  readonly name: string;
  /** The same at the beginning of a sentence. */
  readonly beginning: string;
  readonly setting: string;
  readonly code: string;
  /** What to do, up to the setting. */
  readonly remedy: string;
};

const PORTAL: SpokenTo = {
  name: 'the portal',
  beginning: 'The portal',
  setting: 'PORTAL_URL',
  code: 'portal_unreachable',
  remedy: 'Start it with "npm start" or "trialgate portal start", or set PORTAL_URL.',
};

/** The part of an address behind the question mark; what is undefined is left out. */
export type Query = Readonly<Record<string, string | number | undefined>>;

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
type Call = {
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly type?: string;
  readonly signal?: AbortSignal | undefined;
};

// A change may touch many rows; whoever waits longer than this waits in vain.
const DEADLINE = 60_000;

/**
 * The API of the portal, or of saas for the same person, over connections that are kept open.
 * Every method throws {@link PortalRefused} when it answers no, and a {@link Fault} when it does not answer.
 */
export class PortalApi {
  readonly #url: string;
  readonly #token: string;
  readonly #spokenTo: SpokenTo;

  constructor(url: string, token: string, spokenTo: SpokenTo = PORTAL) {
    this.#url = url;
    this.#token = token;
    this.#spokenTo = spokenTo;
  }

  get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<Answer<T>> {
    return this.#ask('GET', path + writeQuery(query), { signal });
  }

  send<T>(method: Exclude<Method, 'GET'>, path: string, body?: object): Promise<Answer<T>> {
    return this.#ask(method, path, body ? { body: JSON.stringify(body), type: 'application/json' } : {});
  }

  /** Puts bytes as they are. */
  putBytes<T>(path: string, body: Uint8Array<ArrayBuffer>, signal?: AbortSignal): Promise<Answer<T>> {
    return this.#ask('PUT', path, { body, type: 'application/octet-stream', signal });
  }

  /** A long answer piece by piece; only its beginning has a deadline. */
  async stream(path: string): Promise<Readable> {
    const begun = new AbortController();
    const timer = setTimeout(() => begun.abort(new DOMException('deadline', 'TimeoutError')), DEADLINE);
    try {
      const reply = await this.#fetch('GET', path, { signal: begun.signal });
      if (!reply.ok) throw this.#refusalOf(reply, await reply.text());
      return reply.body ? Readable.fromWeb(reply.body as never) : Readable.from([]);
    } catch (error) {
      throw this.#explain(error, 'GET');
    } finally {
      clearTimeout(timer);
    }
  }

  async #ask<T>(method: Method, path: string, call: Call): Promise<Answer<T>> {
    const signals = [AbortSignal.timeout(DEADLINE), ...(call.signal ? [call.signal] : [])];
    try {
      const reply = await this.#fetch(method, path, { ...call, signal: AbortSignal.any(signals) });
      const text = await reply.text();
      if (!reply.ok) throw this.#refusalOf(reply, text);
      return { text, body: JSON.parse(text) as T };
    } catch (error) {
      throw this.#explain(error, method);
    }
  }

  #fetch(method: Method, path: string, { body, type, signal }: Call): Promise<Response> {
    const headers = { authorization: `Bearer ${this.#token}`, ...(type ? { 'content-type': type } : {}) };
    const request = { method, headers, signal: signal ?? null, redirect: 'error' as const };
    return fetch(`${this.#url}${path}`, body === undefined ? request : { ...request, body });
  }

  /** A sentence for what `fetch` only calls "fetch failed". */
  #explain(error: unknown, method: Method): unknown {
    if (error instanceof PortalRefused || error instanceof Fault) return error;
    const { name, cause } = error as Error & { cause?: { code?: string; message?: string } };
    if (name === 'AbortError') return error;
    const { beginning, code, remedy: whatToDo } = this.#spokenTo;
    if (error instanceof SyntaxError) return new Fault(code, this.#somethingElse(), { cause: error });
    const unsure = method === 'GET' ? '' : ' It may have been done all the same: look before you repeat it.';
    const why = name === 'TimeoutError' ? `no answer within ${DEADLINE / 1_000} s` : (cause?.code ?? cause?.message);
    // Where no connection came about, nothing can have been done.
    const untouched = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT'].includes(cause?.code ?? '');
    const sentence = `${beginning} at ${this.#url} cannot be reached (${why ?? 'the connection broke'}).`;
    return new Fault(code, sentence + (untouched || !unsure ? ` ${whatToDo}` : unsure), { cause: error });
  }

  #somethingElse(): string {
    return `What answers at ${this.#url} is not ${this.#spokenTo.name}; set ${this.#spokenTo.setting}.`;
  }

  /** Its own words; where something in between has answered, its status. */
  #refusalOf(reply: Response, text: string): PortalRefused | Fault {
    try {
      const answer = JSON.parse(text) as FailureAnswer;
      if (typeof answer.errors === 'string') return new PortalRefused(reply.status, answer);
    } catch {
      // Not our shape: told below.
    }
    const { name, setting, code } = this.#spokenTo;
    const sentence = `${new URL(reply.url).origin} answered ${reply.status}, and not in the words of ${name}; is ${setting} right?`;
    return new Fault(code, sentence, { status: reply.status });
  }
}

function writeQuery(query: Query): string {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) pairs.set(name, String(value));
  return pairs.size === 0 ? '' : `?${pairs}`;
}
