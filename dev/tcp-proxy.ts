import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { Line } from './tcp-proxy/line.ts';
import { type Direction, LineConditions } from './tcp-proxy/line-conditions.ts';

const LOOPBACK = '127.0.0.1';

/** A line that can be disturbed: it listens on a port of its own on loopback and passes everything on to another one. */
export class TcpProxy implements AsyncDisposable {
  /** The port that new connections are passed on to. */
  target: number;
  readonly #conditions = new LineConditions();
  readonly #connections = new Set<() => void>();
  #server: Server | undefined;
  #port: number | undefined;

  constructor({ port }: { readonly port: number }) {
    this.target = port;
  }

  /** Its own port, the same for its whole life. @throws {Error} before it was started. */
  get port(): number {
    if (this.#port === undefined) throw new Error('This proxy was never started.');
    return this.#port;
  }

  /** How many connections are open. */
  get connections(): number {
    return this.#connections.size;
  }

  async start(): Promise<void> {
    const server = createServer({ allowHalfOpen: true }, (client) => this.#passOn(client));
    server.listen(this.#port ?? 0, LOOPBACK);
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');
    this.#port = address.port;
    this.#server = server;
  }

  #passOn(client: Socket): void {
    const target = connect({ port: this.target, host: LOOPBACK, allowHalfOpen: true });
    const over = new AbortController();
    const cut = () => {
      this.#connections.delete(cut);
      over.abort();
      client.destroy();
      target.destroy();
    };
    this.#connections.add(cut);
    for (const [socket, other] of [[client, target] as const, [target, client] as const]) {
      socket.setNoDelay(true);
      socket.on('error', cut);
      // One that ended well leaves the other what is still on its way.
      socket.on('close', (failed) => (failed || other.closed) && cut());
    }
    const both = { conditions: this.#conditions, cut, over: over.signal };
    new Line({ ...both, from: client, to: target, direction: 'to target' });
    new Line({ ...both, from: target, to: client, direction: 'to client' });
  }

  /** What passes arrives so many milliseconds later, in both directions or in one. */
  delay(milliseconds: number, direction?: Direction): void {
    const delay = this.#conditions.now.delay;
    const both = { 'to target': milliseconds, 'to client': milliseconds };
    this.#conditions.set({ delay: direction === undefined ? both : { ...delay, [direction]: milliseconds } });
  }

  /** Nothing passes any more, on old connections and new ones; all stay open, and what was sent waits. */
  hang(): void {
    this.#conditions.set({ hanging: true });
  }

  /** Each direction of each connection passes so many bytes a second. */
  drip(bytesPerSecond: number): void {
    this.#conditions.set({ bytesPerSecond });
  }

  /** Each connection is cut after so many more bytes to the client. */
  cutAfter(bytes: number): void {
    this.#conditions.set({ cutAfter: bytes });
  }

  /** Ends every connection and refuses new ones. */
  async cut(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    const closed = server && new Promise((resolve) => server.close(resolve));
    for (const cut of [...this.#connections]) cut();
    await closed;
  }

  /** Takes everything back: it accepts on the same port, and what was held passes. */
  async mend(): Promise<void> {
    this.#conditions.heal();
    if (!this.#server) await this.start();
  }

  async stop(): Promise<void> {
    await this.cut();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}
