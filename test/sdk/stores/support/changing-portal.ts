import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { CHANGES_PATH, ELIGIBILITY_PATH, TRIAL_TYPES_PATH } from '#sdk/contract.ts';

const TYPES = ['ultimate', 'premium'];
const PAGE = 100;
const BEGINNING = '1.0';

type Change = { readonly id: number; readonly version: number; readonly at: number };

/** What a namespace of that version may start. */
export function typesOf(version: number): string[] {
  return TYPES.slice(version % 3);
}

/** A portal in which namespaces change, with its feed. An answer is as old as its way back is long. */
export class ChangingPortal implements AsyncDisposable {
  readonly #changes: Change[] = [];
  readonly #versions = new Map<number, number>();
  readonly #waiting = new Set<() => void>();
  readonly #server: Server = createServer((request, response) => void this.#answer(request, response));
  /** Namespaces that were asked for. */
  asked = 0;

  async start(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  versionOf(id: number): number {
    return this.#versions.get(id) ?? 0;
  }

  /** Commits a change. @returns the new version. */
  change(id: number): number {
    const version = this.versionOf(id) + 1;
    this.#versions.set(id, version);
    this.#changes.push({ id, version, at: Date.now() });
    for (const wake of this.#waiting) wake();
    return version;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://portal');
    const body =
      url.pathname === ELIGIBILITY_PATH
        ? await this.#eligibility(request, url)
        : url.pathname === CHANGES_PATH
          ? await this.#page(url)
          : {
              success: url.pathname === TRIAL_TYPES_PATH,
              trial_types: { ultimate: { code: 'u' }, premium: { code: 'p' } },
            };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  async #eligibility(request: IncomingMessage, url: URL): Promise<object> {
    let text = '';
    for await (const chunk of request) text += chunk;
    const asked = text ? JSON.parse(text).namespace_ids : url.searchParams.getAll('namespace_ids[]');
    const seen = asked.map(Number).map((id: number) => [id, this.versionOf(id)] as const);
    this.asked += seen.length;
    await delay(Math.random() * 6);
    return {
      success: true,
      namespaces: Object.fromEntries(seen.map(([id, version]: [number, number]) => [id, typesOf(version)])),
      versions: Object.fromEntries(seen),
      valid_until: {},
      rule_set: 1,
      epoch: 1,
      as_of: new Date().toISOString(),
    };
  }

  async #page(url: URL): Promise<object> {
    const after = url.searchParams.has('since') ? BEGINNING : (url.searchParams.get('after') ?? this.#cursor);
    const from = Number(after.split('.')[1]);
    if (from === this.#changes.length && url.searchParams.get('wait') === '1') await this.#untilChanged();
    const page = this.#changes.slice(from, from + PAGE);
    const isLast = from + page.length === this.#changes.length;
    const now = new Date().toISOString();
    return {
      changes: page.map(({ id, version, at }) => ({ namespace_id: id, version, at: new Date(at).toISOString() })),
      next: `1.${from + page.length}`,
      epoch: 1,
      watermark: isLast ? now : null,
      as_of: now,
    };
  }

  get #cursor(): string {
    return `1.${this.#changes.length}`;
  }

  async #untilChanged(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.add(resolve);
    await Promise.race([promise, delay(1_000)]);
    this.#waiting.delete(resolve);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
