import { randomInt } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { ELIGIBILITY_PATH, TRIAL_TYPES_PATH } from '#sdk/contract.ts';
import { codeOfType, typeOf, VALUES } from './race-values.ts';

const REPLICA_BEHIND = 15;
const LAGGING_SHARE = 0.3;

type State = { readonly at: number; readonly value: number; readonly version: number };
const UNTOUCHED: State = { at: Number.NEGATIVE_INFINITY, value: 0, version: 0 };

/**
 * The portal of the race: a load takes 1 to 8 ms and sees the state of a random moment in between; where it lags, three
 * loads in ten come from a replica 15 ms behind, unless they ask with `at_least`.
 */
export class RacePortal {
  readonly #history = new Map<number, State[]>();
  readonly #lags: boolean;
  readonly #server: Server;
  /** Namespaces that were loaded. */
  loads = 0;

  constructor(lags: boolean) {
    this.#lags = lags;
    this.#server = createServer((request, response) => {
      void this.#answer(new URL(request.url ?? '/', 'http://race')).then(({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      });
    });
    this.#server.keepAliveTimeout = 60_000;
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Commits a change; one that is not counted keeps the version. @returns the new state. */
  change(key: number, isCounted: boolean): State {
    const states = this.#history.get(key) ?? [UNTOUCHED];
    const last = states.at(-1) ?? UNTOUCHED;
    const next = { at: performance.now(), value: last.value + 1, version: last.version + (isCounted ? 1 : 0) };
    this.#history.set(key, [...states.slice(-8), next]);
    return next;
  }

  current(key: number): State {
    return this.#history.get(key)?.at(-1) ?? UNTOUCHED;
  }

  async #answer(url: URL): Promise<{ status: number; body: object }> {
    if (url.pathname === TRIAL_TYPES_PATH) return { status: 200, body: { success: true, trial_types: TYPES } };
    if (url.pathname !== ELIGIBILITY_PATH) return { status: 404, body: { success: false } };
    const keys = url.searchParams.getAll('namespace_ids[]').map(Number);
    this.loads += keys.length;
    const before = Math.random() * (1 + randomInt(7));
    const took = 1 + Math.random() * 7;
    await delay(Math.min(before, took));
    const states = keys.map((key) => [key, this.#seen(key, url.searchParams.has(`at_least[${key}]`))] as const);
    await delay(Math.max(0, took - before));
    return {
      status: 200,
      body: {
        success: true,
        namespaces: Object.fromEntries(states.map(([key, state]) => [key, [typeOf(state.value)]])),
        versions: Object.fromEntries(states.map(([key, state]) => [key, state.version])),
        valid_until: {},
        values: Object.fromEntries(states.map(([key, state]) => [key, state.value])),
        epoch: 1,
        rule_set: 1,
        as_of: new Date().toISOString(),
      },
    };
  }

  #seen(key: number, primary: boolean): State {
    if (primary || !this.#lags || Math.random() >= LAGGING_SHARE) return this.current(key);
    const until = performance.now() - REPLICA_BEHIND;
    return this.#history.get(key)?.findLast((state) => state.at <= until) ?? UNTOUCHED;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

const TYPES = Object.fromEntries(
  Array.from({ length: VALUES }, (_, value) => [
    typeOf(value),
    { code: codeOfType(value), name: typeOf(value), duration_days: 30, plans: ['free'], offered: true },
  ]),
);
