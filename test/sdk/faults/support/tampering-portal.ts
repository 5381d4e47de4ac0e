import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';

/** What becomes of a request: `pass`, or an answer of our own instead of the portal's. */
export type Tampering = 'pass' | { readonly status: number; readonly body: string };
export type Tamper = (path: string) => Tampering | Promise<Tampering>;

/** Stands before a real portal and answers in its place what a test wants. */
export class TamperingPortal implements AsyncDisposable {
  /** Decides for each request. */
  tamper: Tamper = () => 'pass';
  readonly #server: Server;
  #portal: Pool;

  constructor(portalUrl: string) {
    this.#portal = new Pool(portalUrl, { connections: 64 });
    this.#server = createServer((request, response) => {
      // Whoever asked may have gone.
      this.#answer(request, response).catch(() => response.destroy());
    });
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  /** Another portal stands behind it from now on. */
  retarget(portalUrl: string): void {
    void this.#portal.destroy();
    this.#portal = new Pool(portalUrl, { connections: 64 });
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '/';
    const tampering = await this.tamper(path);
    if (tampering !== 'pass') {
      response.writeHead(tampering.status, { 'content-type': 'application/json' }).end(tampering.body);
      return;
    }
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const { host: _, connection: __, ...headers } = request.headers;
    const method = request.method as 'GET' | 'POST';
    const answer = await this.#portal.request({
      method,
      path,
      headers,
      signal: gone.signal,
      body: method === 'POST' ? request : null,
    });
    const body = Buffer.from(await answer.body.arrayBuffer());
    response.writeHead(answer.statusCode, { 'content-type': 'application/json' }).end(body);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    await this.#portal.destroy();
  }
}
