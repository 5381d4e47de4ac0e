import { setTimeout } from 'node:timers/promises';
import { Pool } from 'undici';
import { Fault } from '#kit/errors/fault.ts';
import type { AccountInZuora } from '../accounts/billing-account.ts';
import { toAccountInZuora } from './to-account-in-zuora.ts';
import { describeZuoraReply, judgeZuoraReply, readZuoraReply, type ZuoraReply } from './zuora-reply.ts';

const DEADLINE = 10_000;
const ATTEMPTS = 3;
const FIRST_PAUSE = 250;
// Whoever has to wait longer comes again later.
const LONGEST_PAUSE = 5_000;
// A token is asked for anew so long before it expires.
const EARLY = 60_000;

export type ZuoraCredentials = { readonly url: string; readonly clientId: string; readonly clientSecret: string };

type Token = { readonly value: string; readonly expiresAt: number };
type HeldToken = { readonly asked: Promise<Token>; token: Token | undefined };

/** Zuora does not answer, or not now. */
export class ZuoraUnavailable extends Fault {
  constructor(sentence: string, options: { retryAfterSeconds?: number; cause?: unknown } = {}) {
    super('zuora_unavailable', sentence, { status: 503, ...options });
  }
}

/** Zuora's REST API. Everybody waits when Zuora has said so to one; what passes by itself is tried again a few times. */
export class ZuoraClient {
  readonly #pool: Pool;
  readonly #credentials: ZuoraCredentials;
  #token: HeldToken | undefined;
  #notBefore = 0;

  constructor(credentials: ZuoraCredentials) {
    this.#credentials = credentials;
    const timeouts = { headersTimeout: DEADLINE, bodyTimeout: DEADLINE, connectTimeout: DEADLINE };
    this.#pool = new Pool(new URL(credentials.url).origin, { connections: 4, ...timeouts });
  }

  /** @returns undefined where Zuora knows no such account. @throws {ZuoraUnavailable} | {Fault} `zuora_refused`. */
  async findAccount(zuoraAccountId: string): Promise<AccountInZuora | undefined> {
    const reply = await this.#get(`/v1/accounts/${encodeURIComponent(zuoraAccountId)}`);
    const verdict = judgeZuoraReply(reply);
    if (verdict === 'unknown') return undefined;
    if (verdict === 'success') return toAccountInZuora(reply.body);
    throw new Fault('zuora_refused', `${describeZuoraReply(reply)}.`);
  }

  async #get(path: string): Promise<ZuoraReply> {
    for (let attempt = 1; ; attempt++) {
      await this.#waitForTurn();
      const token = await this.#getToken();
      const headers = { authorization: `Bearer ${token.value}` };
      const reply = await this.#send('GET', path, headers).catch((fault: ZuoraUnavailable) => fault);
      if (reply instanceof ZuoraUnavailable) {
        if (attempt === ATTEMPTS) throw reply;
      } else {
        if (reply.waitSeconds !== undefined) this.#notBefore = Date.now() + reply.waitSeconds * 1_000;
        const isExpired = reply.status === 401 && attempt < ATTEMPTS;
        if (isExpired && this.#token?.token === token) this.#token = undefined;
        if (!isExpired && judgeZuoraReply(reply) !== 'passing') return reply;
        if (attempt === ATTEMPTS || (reply.waitSeconds ?? 0) * 1_000 > LONGEST_PAUSE) throw unavailable(reply);
        if (isExpired) continue;
      }
      // Some jitter, so that those who were turned away together do not come back together.
      await setTimeout(FIRST_PAUSE * 2 ** (attempt - 1) * (0.5 + Math.random()));
    }
  }

  async #waitForTurn(): Promise<void> {
    const wait = this.#notBefore - Date.now();
    if (wait <= 0) return;
    const retryAfterSeconds = Math.ceil(wait / 1_000);
    if (wait > LONGEST_PAUSE) throw new ZuoraUnavailable('Zuora wants to be left alone.', { retryAfterSeconds });
    await setTimeout(wait);
  }

  /** One token for everybody, asked for by the first who needs it. */
  async #getToken(): Promise<Token> {
    if (this.#token?.token && this.#token.token.expiresAt <= Date.now()) this.#token = undefined;
    this.#token ??= this.#holdToken();
    return this.#token.asked;
  }

  #holdToken(): HeldToken {
    const held: HeldToken = { asked: this.#askForToken(), token: undefined };
    held.asked.then(
      (token) => {
        held.token = token;
      },
      () => {
        if (this.#token === held) this.#token = undefined;
      },
    );
    return held;
  }

  async #askForToken(): Promise<Token> {
    const { clientId, clientSecret } = this.#credentials;
    const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
    const reply = await this.#send(
      'POST',
      '/oauth/token',
      { 'content-type': 'application/x-www-form-urlencoded' },
      new URLSearchParams(form).toString(),
    );
    const { access_token: value, expires_in: seconds } = reply.body;
    if (reply.status === 429 || reply.status >= 500) throw unavailable(reply);
    if (typeof value !== 'string') throw new Fault('zuora_refused', `No token. ${describeZuoraReply(reply)}.`);
    return { value, expiresAt: Date.now() + Number(seconds ?? 0) * 1_000 - EARLY };
  }

  async #send(
    method: 'GET' | 'POST',
    path: string,
    headers: Record<string, string>,
    body?: string,
  ): Promise<ZuoraReply> {
    try {
      const reply = await this.#pool.request({
        method,
        path: new URL(this.#credentials.url).pathname.replace(/\/$/, '') + path,
        headers: { accept: 'application/json', ...headers },
        body: body ?? null,
        signal: AbortSignal.timeout(DEADLINE),
      });
      return readZuoraReply(reply.statusCode, reply.headers, await reply.body.text());
    } catch (cause) {
      throw new ZuoraUnavailable(`${method} ${path.split('?', 1)[0]}: no answer from Zuora.`, { cause });
    }
  }

  /** Ends what is under way too: nobody waits for it any more. */
  async close(): Promise<void> {
    await this.#pool.destroy();
  }
}

function unavailable(reply: ZuoraReply): ZuoraUnavailable {
  const wait = reply.waitSeconds === undefined ? {} : { retryAfterSeconds: reply.waitSeconds };
  return new ZuoraUnavailable(`${describeZuoraReply(reply)}.`, wait);
}
