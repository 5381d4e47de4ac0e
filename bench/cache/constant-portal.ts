import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ELIGIBILITY_PATH, TRIAL_TYPES_PATH } from '#sdk/contract.ts';

export const TYPES = ['ultimate_with_gitlab_duo_enterprise', 'ultimate_on_premium_with_gitlab_duo_enterprise'];

/** A portal that always says the same, to fill caches from; it counts the requests. */
export class ConstantPortal implements AsyncDisposable {
  readonly #server: Server = createServer((request, response) => this.#answer(request, response));
  readonly #versions = new Map<number, number>();
  requests = 0;

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** @returns the new version. */
  change(id: number): number {
    const version = (this.#versions.get(id) ?? 0) + 1;
    this.#versions.set(id, version);
    return version;
  }

  async #answer(...[request, response]: Parameters<NonNullable<Parameters<typeof createServer>[1]>>): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://bench');
    const send = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (url.pathname === TRIAL_TYPES_PATH) {
      const types = TYPES.map((type, at) => [type, { code: 'up'[at], name: type, duration_days: 30, plans: [] }]);
      send(200, { success: true, trial_types: Object.fromEntries(types) });
      return;
    }
    if (url.pathname !== ELIGIBILITY_PATH) {
      send(404, { success: false });
      return;
    }
    this.requests += 1;
    let text = '';
    for await (const chunk of request) text += chunk;
    const ids: number[] = text
      ? JSON.parse(text).namespace_ids
      : url.searchParams.getAll('namespace_ids[]').map(Number);
    send(200, {
      success: true,
      namespaces: Object.fromEntries(ids.map((id) => [id, TYPES])),
      versions: Object.fromEntries(ids.map((id) => [id, this.#versions.get(id) ?? 1])),
      valid_until: Object.fromEntries(ids.map((id) => [id, null])),
      rule_set: 1,
      epoch: 1,
      as_of: new Date().toISOString(),
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
