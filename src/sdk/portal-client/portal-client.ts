import { BrokenCircuitError, ConsecutiveBreaker, circuitBreaker, handleWhen } from 'cockatiel';
import { Pool } from 'undici';
import { EligibilityFault, PortalAnswerInvalid, PortalUnavailable } from '../faults.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { credentialHeaders, type PortalOptions, readPortalUrl } from './portal-options.ts';

const FAILURES = 5;
const TRY_AGAIN_AFTER = 1_000;
const LONGEST_BODY = 16 * 2 ** 20;

export type PortalResponse = { readonly status: number; readonly body: unknown };
type Asking = {
  readonly body?: object;
  readonly withinMs: number;
  readonly headers?: Record<string, string>;
  /** Whoever no longer wants to know. */
  readonly signal?: AbortSignal;
};

/** The portal over HTTP: a pool of connections, a deadline for every request, a circuit breaker. */
export class PortalClient {
  readonly #pool: Pool;
  readonly #prefix: string;
  readonly #headers: Record<string, string>;
  readonly #telemetry: Telemetry;
  readonly #breaker = circuitBreaker(
    handleWhen((error) => error instanceof PortalUnavailable || error instanceof PortalAnswerInvalid),
    { halfOpenAfter: TRY_AGAIN_AFTER, breaker: new ConsecutiveBreaker(FAILURES) },
  );

  constructor(options: PortalOptions, telemetry: Telemetry) {
    const url = readPortalUrl(options.url);
    this.#pool = new Pool(url.origin, { connections: options.connections ?? 8, pipelining: 1 });
    this.#prefix = url.pathname.replace(/\/$/, '');
    this.#headers = { ...credentialHeaders(options), accept: 'application/json' };
    this.#telemetry = telemetry;
  }

  /** 0 closed, 1 half open, 2 open; for a gauge. */
  get breakerState(): number {
    return [0, 2, 1, 2][this.#breaker.state] ?? 0;
  }

  /**
   * Asks behind the circuit breaker. What `read` throws counts as a failure like an answer that does not come.
   * @throws {PortalUnavailable} when it is not reached, does not answer in time, or the breaker is open.
   * @throws {PortalAnswerInvalid} when the answer is no JSON.
   */
  async ask<Read>(
    method: 'GET' | 'POST',
    path: string,
    asking: Asking,
    read: (response: PortalResponse) => Read,
  ): Promise<Read> {
    try {
      const answer = await this.#breaker.execute(async () => read(await this.request(method, path, asking)));
      this.#telemetry.count('trial_eligibility_portal_requests_total', 1, { outcome: 'answered' });
      return answer;
    } catch (error) {
      const fault =
        error instanceof BrokenCircuitError
          ? new PortalUnavailable('The portal failed several times; it is asked again in a second.')
          : (error as EligibilityFault);
      this.#telemetry.count('trial_eligibility_portal_requests_total', 1, { outcome: fault.code ?? 'failed' });
      throw fault;
    }
  }

  /** The same without the breaker: for the feed, whose failures say nothing about questions. */
  async request(method: 'GET' | 'POST', path: string, asking: Asking): Promise<PortalResponse> {
    const { body, withinMs, headers } = asking;
    const late = AbortSignal.timeout(Math.max(1, Math.ceil(withinMs)));
    const signal = asking.signal ? AbortSignal.any([late, asking.signal]) : late;
    let status: number;
    let text: string;
    try {
      const response = await this.#pool.request({
        method,
        path: this.#prefix + path,
        headers: { ...this.#headers, ...headers, ...(body ? { 'content-type': 'application/json' } : {}) },
        body: body ? JSON.stringify(body) : null,
        signal,
      });
      status = response.statusCode;
      text = await readText(response.body, Number(response.headers['content-length'] ?? 0));
    } catch (error) {
      if (error instanceof EligibilityFault) throw error;
      const why = late.aborted ? `did not answer within ${Math.round(withinMs)} ms` : 'was not reached';
      throw new PortalUnavailable(`The portal ${why}.`, error);
    }
    return { status, body: parse(text, status) };
  }

  async close(): Promise<void> {
    await this.#pool.destroy();
  }
}

async function readText(body: AsyncIterable<Buffer>, announced: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = announced > LONGEST_BODY ? announced : 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > LONGEST_BODY) throw new PortalAnswerInvalid('The portal answered with more than 16 MiB.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string, status: number): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (status >= 500) throw new PortalUnavailable(`The portal answered with ${status}.`, error);
    throw new PortalAnswerInvalid(`The portal answered with ${status} and no JSON.`, error);
  }
}
