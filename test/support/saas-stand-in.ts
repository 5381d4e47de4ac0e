import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Message = {
  readonly method: string;
  readonly what: string;
  readonly namespaceId: number;
  readonly body: unknown;
};
type Answer = { readonly status: number; readonly body?: unknown };

/** saas as the portal meets it on a bad day: it keeps what it was sent and answers what it is told to. */
export class SaasStandIn {
  readonly messages: Message[] = [];
  /** Decides each answer; by default a namespace on the free plan. */
  answer: (message: Message) => Answer | 'hang up' = ({ method }) =>
    method === 'GET' ? subscription('free') : { status: 200 };
  readonly #server = createServer((request, response) => {
    read(request).then((text) => {
      const [, id, what] = /namespaces\/(\d+)\/(\w+)/.exec(request.url ?? '') ?? [];
      const message = {
        method: request.method ?? '',
        what: what ?? '',
        namespaceId: Number(id),
        body: text === '' ? undefined : JSON.parse(text),
      };
      this.messages.push(message);
      const answer = this.answer(message);
      if (answer === 'hang up') return request.socket.destroy();
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body ?? {}));
    });
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** What changed something, without the reads. */
  get sent(): string[] {
    return this.messages.filter(({ method }) => method !== 'GET').map(({ method, what }) => `${method} ${what}`);
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

export function subscription(
  planCode: string | null,
  startDate: string | null = null,
  endDate: string | null = null,
): Answer {
  const billing = { subscription_start_date: startDate, subscription_end_date: endDate, trial_ends_on: null };
  return { status: 200, body: { plan: { code: planCode }, billing } };
}

async function read(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}
