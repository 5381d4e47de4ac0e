import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject } from 'vitest';
import { FLAGS } from '#flags/definitions/flags.ts';
import { ENVIRONMENT, makeFlagToken } from '../../flags/support/flag-home.ts';
import { PortalProcess } from '../../support/portal-process.ts';
import { SaasProcess } from '../../support/saas-process.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { makeTokens, send, until } from '../../support/test-portal.ts';
import { someone } from './product-under-test.ts';

/** A portal that can be stopped, and any number of saas processes that take their flags from it. Every flag is on. */
export class WithAndWithoutPortal implements AsyncDisposable {
  readonly portal: PortalProcess;
  readonly portalDatabase: TestDatabase;
  readonly saasDatabase: TestDatabase;
  readonly #stack: AsyncDisposableStack;
  readonly #settings: Record<string, string>;
  #people = 0;

  private constructor(
    parts: {
      readonly portal: PortalProcess;
      readonly portalDatabase: TestDatabase;
      readonly saasDatabase: TestDatabase;
    },
    settings: Record<string, string>,
    stack: AsyncDisposableStack,
  ) {
    ({ portal: this.portal, portalDatabase: this.portalDatabase, saasDatabase: this.saasDatabase } = parts);
    this.#settings = settings;
    this.#stack = stack;
  }

  static async create(): Promise<WithAndWithoutPortal> {
    const stack = new AsyncDisposableStack();
    const portalDatabase = await createTestDatabase('portal');
    stack.defer(portalDatabase.drop);
    const saasDatabase = await createTestDatabase('saas');
    stack.defer(saasDatabase.drop);
    const portal = await PortalProcess.create({
      PORTAL_DATABASE_URL: portalDatabase.url,
      SAAS_URL: 'http://127.0.0.1:9',
    });
    await portal.start();
    stack.defer(async () => void (await portal.stop('SIGTERM')));
    const token = await makeFlagToken({ url: portal.url, database: portalDatabase.pool });
    await switchAllOn(portal, portalDatabase);
    const folder = await mkdtemp(join(tmpdir(), 'trialgate-saas-'));
    stack.defer(() => rm(folder, { recursive: true, force: true }));
    const settings = {
      SAAS_DATABASE_URL: saasDatabase.url,
      PORTAL_URL: portal.url,
      FLAGS_TOKEN: token,
      TRIALGATE_DATA: folder,
      REDIS_URL: inject('redisUrl'),
      REDIS_KEY_PREFIX: `${folder}:`,
    };
    return new WithAndWithoutPortal({ portal, portalDatabase, saasDatabase }, settings, stack);
  }

  async startSaas(): Promise<SaasProcess> {
    const saas = await SaasProcess.create(this.#settings);
    await saas.start();
    this.#stack.defer(async () => void (await saas.stop('SIGTERM')));
    return saas;
  }

  /** The name of whoever registered last, or registers now. */
  get username(): string {
    return `grace${this.#people}`;
  }

  /** Somebody new registers for a trial. */
  async register({ url }: SaasProcess) {
    this.#people += 1;
    const body = { ...someone(this.username), group_name: `Eta ${this.#people}` };
    const answer = await send(`${url}/api/v4/registrations`, 'POST', { body });
    expect(answer.status, answer.text).toBe(201);
    return answer.body;
  }

  /** Waits until the portal has one trial of the namespace; two would never do. */
  async untilOneTrial(namespaceId: number): Promise<void> {
    const count = 'SELECT count(*)::int AS n FROM trials WHERE namespace_id = $1';
    await until(async () => (await this.portalDatabase.pool.query(count, [namespaceId])).rows[0].n === 1);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stack.disposeAsync();
  }
}

/** Every flag there is: what was known last must differ from what is said without any portal. */
async function switchAllOn(portal: PortalProcess, { pool }: TestDatabase): Promise<void> {
  const headers = { authorization: `Bearer ${(await makeTokens(pool)).operator}` };
  for (const { name } of FLAGS) {
    const flag = `${portal.url}/api/v1/flags/${name}/environments/${ENVIRONMENT}`;
    const body = { state: 'on', reason: 'asked for by the test' };
    expect((await send(flag, 'PUT', { headers, body })).status).toBe(200);
  }
}
