import { Client } from 'undici';

let addresses = 0;

/** Limits are by address, and everything from 127.0.0.0/8 is this machine's own. */
const PER_ADDRESS = 50;

/** Calls saas' API over a warm connection, from another address every so often. */
export class Caller {
  readonly #url: string;
  #client: Client | undefined;
  #left = 0;

  constructor(url: string) {
    this.#url = url;
  }

  /** @returns how long it took, in microseconds, and the body. @throws {Error} for another status. */
  async call(
    method: 'GET' | 'POST',
    path: string,
    expected: number,
    { body, headers = {} }: { readonly body?: object; readonly headers?: Record<string, string> } = {},
  ): Promise<{ readonly took: number; readonly body: unknown }> {
    const client = await this.#warm();
    this.#left -= 1;
    const began = performance.now();
    const answer = await client.request({
      method,
      path: `/api/v4${path}`,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await answer.body.text();
    const took = (performance.now() - began) * 1_000;
    if (answer.statusCode !== expected) throw new Error(`${method} ${path} answered ${answer.statusCode}: ${text}`);
    return { took, body: JSON.parse(text) };
  }

  async #warm(): Promise<Client> {
    if (this.#client && this.#left > 0) return this.#client;
    await this.#client?.close();
    addresses += 1;
    const localAddress = `127.1.${addresses >> 8}.${addresses & 255}`;
    this.#client = new Client(this.#url, { localAddress });
    this.#left = PER_ADDRESS;
    await (await this.#client.request({ method: 'GET', path: '/-/liveness' })).body.dump();
    return this.#client;
  }

  async close(): Promise<void> {
    await this.#client?.close();
  }
}
