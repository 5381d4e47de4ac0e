import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describeAccount, type StandInAccount } from './describe-account.ts';

export type StandInOptions = {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Seconds for which a token is valid. */
  readonly tokenSeconds?: number;
  readonly port?: number;
};

/** What goes wrong with the next request that asks for an account; Zuora's documented failures. */
export type ZuoraFailure =
  | 'hang up'
  | 'hang'
  | 'server error'
  | 'not json'
  | 'token expired'
  | 'locking contention'
  | 'no permission'
  | { readonly rateLimited: { readonly retryAfter?: number; readonly reset?: number } };

type Answer = { readonly status: number; readonly body: unknown; readonly headers?: Record<string, string> };

const LIMIT = 50_000;

/**
 * Zuora as the portal meets it: tokens by client credentials and accounts in Zuora's shapes, with its error envelope, its
 * rate limit headers and its failures. https://developer.zuora.com/v1-api-reference
 */
export class ZuoraStandIn {
  readonly accounts = new Map<string, StandInAccount>();
  /** Ids of the accounts that were asked for, in their order. */
  readonly asked: string[] = [];
  /** Taken one by one, by the requests that come next. */
  readonly failures: ZuoraFailure[] = [];
  tokensGiven = 0;
  /** With true, an account that nobody has added is made up; with false it is unknown, as in Zuora. */
  invents = false;
  readonly #options: StandInOptions;
  readonly #tokens = new Map<string, number>();
  #left = LIMIT;
  readonly #server = createServer((request, response) => {
    this.#answer(request, response).catch(() => request.socket.destroy());
  });

  constructor(options: StandInOptions) {
    this.#options = options;
  }

  /** @returns its URL. */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(this.#options.port ?? 0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://zuora.test');
    let body = '';
    for await (const chunk of request) body += chunk;
    if (request.method === 'POST' && url.pathname === '/oauth/token') return send(response, this.#giveToken(body));
    const [, key] = /^\/v1\/accounts\/([^/]+)$/.exec(url.pathname) ?? [];
    if (request.method !== 'GET' || key === undefined)
      return send(response, { status: 404, body: failed(404, 'HTTP 404') });
    const id = decodeURIComponent(key);
    this.asked.push(id);
    const failure = this.failures.shift();
    if (failure === 'hang') return;
    if (failure === 'hang up') throw new Error(failure);
    const answer = (failure && failureOf(failure)) ?? this.#readAccount(id, request.headers.authorization);
    this.#left -= 1;
    send(response, { ...answer, headers: { ...this.#limits(), ...answer.headers } });
  }

  #giveToken(form: string): Answer {
    const { clientId, clientSecret, tokenSeconds = 3_598 } = this.#options;
    const given = new URLSearchParams(form);
    const right =
      given.get('grant_type') === 'client_credentials' &&
      given.get('client_id') === clientId &&
      given.get('client_secret') === clientSecret;
    if (!right) return { status: 401, body: { message: 'Invalid client id' } };
    const token = randomUUID().replaceAll('-', '');
    this.#tokens.set(token, Date.now() + tokenSeconds * 1_000);
    this.tokensGiven += 1;
    const scope = 'service.usage.delete platform.write';
    return {
      status: 200,
      body: { access_token: token, token_type: 'bearer', expires_in: tokenSeconds, scope, jti: token },
    };
  }

  #readAccount(id: string, authorization: string | undefined): Answer {
    const expiresAt = this.#tokens.get(authorization?.replace(/^Bearer /, '') ?? '');
    if (expiresAt === undefined || expiresAt < Date.now()) return expired();
    const account = this.accounts.get(id) ?? (this.invents ? { id, name: `Account ${id}` } : undefined);
    if (!account) return { status: 200, body: failed(50_000_040, `Cannot find entity by key: '${id}'.`) };
    return { status: 200, body: describeAccount(account) };
  }

  #limits(): Record<string, string> {
    return {
      'ratelimit-limit': `${LIMIT}, ${LIMIT};w=60, 2250000;w=3600, 27000000;w=86400`,
      'ratelimit-remaining': String(this.#left),
      'ratelimit-reset': '60',
      'concurrency-limit-type': 'default',
      'concurrency-limit-limit': '40',
      'concurrency-limit-remaining': '39',
    };
  }
}

function failureOf(failure: Exclude<ZuoraFailure, 'hang' | 'hang up'>): Answer {
  if (typeof failure === 'object') {
    const { retryAfter, reset = 1 } = failure.rateLimited;
    const headers: Record<string, string> = { 'ratelimit-remaining': '0', 'ratelimit-reset': String(reset) };
    if (retryAfter !== undefined) headers['retry-after'] = String(retryAfter);
    return { status: 429, body: failed(50_000_070, 'Request exceeded limit'), headers };
  }
  switch (failure) {
    case 'server error':
      return { status: 500, body: failed(50_000_060, 'Internal error') };
    case 'not json':
      return { status: 502, body: '<html><body>Bad Gateway</body></html>' };
    case 'token expired':
      return expired();
    case 'locking contention':
      return { status: 200, body: failed(50_000_050, 'Operation failed due to lock competition, please retry later.') };
    case 'no permission':
      return { status: 200, body: failed(50_000_010, 'You do not have permission to view this account.') };
  }
}

function expired(): Answer {
  return { status: 401, body: failed(90_000_011, 'this resource is protected, please sign in first') };
}

function failed(code: number, message: string) {
  return { success: false, processId: 'CBCFED6580B4E076', reasons: [{ code, message }] };
}

function send(response: ServerResponse, { status, body, headers = {} }: Answer): void {
  const isText = typeof body === 'string';
  response.writeHead(status, { 'content-type': isText ? 'text/html' : 'application/json', ...headers });
  response.end(isText ? body : JSON.stringify(body));
}
