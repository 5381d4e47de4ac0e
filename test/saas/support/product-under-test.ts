import type { LightMyRequestResponse } from 'fastify';
import { createLogger } from '#kit/telemetry/logger.ts';
import { buildSaas, type Saas } from '#saas/build-saas.ts';
import { readSaasConfig } from '#saas/config.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { startTestPortal, type TestPortal } from '../../support/test-portal.ts';

/** saas before a real portal, and a person with a browser's cookies. */
export type ProductUnderTest = {
  readonly saas: Saas;
  readonly url: string;
  readonly portal: TestPortal;
  readonly database: TestDatabase;
  readonly visitor: () => Visitor;
  readonly stop: () => Promise<void>;
};

/** @param more settings of saas, such as which flags it has forced. */
export async function startProduct(more: Record<string, string> = {}): Promise<ProductUnderTest> {
  const portal = await startTestPortal();
  const database = await createTestDatabase('saas');
  const config = readSaasConfig({
    SAAS_DATABASE_URL: database.url,
    SAAS_PORT: '0',
    PORTAL_URL: portal.url,
    ...more,
  });
  const saas = buildSaas(config, { logger: createLogger('saas', 'silent') });
  const url = await saas.start();
  return {
    saas,
    url,
    portal,
    database,
    visitor: () => new Visitor(saas),
    stop: async () => {
      await saas.stop();
      await portal.stop();
      await database.drop();
    },
  };
}

let people = 0;
let visitors = 0;

/** Somebody with a browser. */
export class Visitor {
  readonly #saas: Saas;
  readonly #cookies = new Map<string, string>();
  /** Of their own, since limits are by address. */
  readonly #address: string;

  constructor(saas: Saas) {
    this.#saas = saas;
    visitors += 1;
    this.#address = `10.0.${visitors >> 8}.${visitors & 255}`;
  }

  async call(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    payload?: object | string,
  ): Promise<LightMyRequestResponse> {
    const csrf = this.#cookies.get('csrf_token');
    const answer = await this.#saas.app.inject({
      method,
      url: `/api/v4${path}`,
      remoteAddress: this.#address,
      ...(payload === undefined ? {} : { payload }),
      headers: {
        ...(typeof payload === 'string' ? { 'content-type': 'application/json' } : {}),
        ...(csrf === undefined ? {} : { 'x-csrf-token': csrf }),
        cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
    });
    for (const { name, value } of answer.cookies) {
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return answer;
  }

  forgetCsrf(): void {
    this.#cookies.delete('csrf_token');
  }

  /** Registers with whatever is not said made up. */
  register(more: object = {}): Promise<LightMyRequestResponse> {
    people += 1;
    return this.call('POST', '/registrations', { ...someone(`ada${people}`), ...more });
  }
}

export function someone(username: string) {
  return {
    email: `${username}@example.com`,
    password: 'correct horse',
    username,
    first_name: 'Ada',
    last_name: 'Lovelace',
    registration_type: 'trial',
    role: 'software_developer',
    group_name: 'Zeta',
  };
}
