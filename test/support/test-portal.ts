import type { AddressInfo } from 'node:net';
import { ROLES, type Role } from '#domain/people/roles.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { buildPortal, type Portal } from '#portal/build-portal.ts';
import { readPortalConfig } from '#portal/config.ts';
import { insertStaff } from '#portal/people/staff-store.ts';
import { insertToken } from '#portal/people/token-store.ts';
import { createTestDatabase } from './test-database.ts';

export type Reply = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string; // biome-ignore lint/suspicious/noExplicitAny: a test reads what the wire says
  readonly body: any;
};
type Init = { readonly body?: unknown; readonly headers?: Record<string, string> };

export type TestPortal = {
  readonly url: string;
  readonly databaseUrl: string;
  readonly database: Pool;
  readonly portal: Portal;
  readonly tokens: Record<Role, string>;
  /** As GitLab's own client. */
  readonly gitlab: (method: string, path: string, init?: Init) => Promise<Reply>;
  readonly as: (role: Role, method: string, path: string, body?: unknown) => Promise<Reply>;
  readonly stop: () => Promise<void>;
};

export const GITLAB = { 'x-admin-email': 'gl_com_api@gitlab.com', 'x-admin-token': 'customer_admin_token' };

export async function send(url: string, method: string, { body, headers = {} }: Init = {}): Promise<Reply> {
  const withBody = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  const reply = await fetch(url, { method, headers: { ...type, ...headers }, ...withBody });
  const text = await reply.text();
  const json = reply.headers.get('content-type')?.includes('json') ?? false;
  return { status: reply.status, headers: reply.headers, text, body: json ? JSON.parse(text) : undefined };
}

/** A portal on a port of its own, with a database of its own and one person of each role. */
export async function startTestPortal(environment: Record<string, string> = {}): Promise<TestPortal> {
  const { url: databaseUrl, pool: database, drop } = await createTestDatabase('portal');
  const config = readPortalConfig({
    PORTAL_PORT: '0',
    LOG_LEVEL: 'silent',
    PORTAL_RATE_LIMIT: '1000000',
    SAAS_URL: 'http://127.0.0.1:9',
    PORTAL_DATABASE_URL: databaseUrl,
    ...environment,
  });
  const portal = await buildPortal(config);
  await portal.start();
  const { port } = portal.app.server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const tokens = await makeTokens(database);
  return {
    url,
    databaseUrl,
    database,
    portal,
    tokens,
    gitlab: (method, path, init = {}) => send(url + path, method, { ...init, headers: { ...GITLAB, ...init.headers } }),
    as: (role, method, path, body) =>
      send(url + path, method, { body, headers: { authorization: `Bearer ${tokens[role]}` } }),
    stop: async () => {
      await portal.stop();
      await drop();
    },
  };
}

export async function makeTokens(database: Pool): Promise<Record<Role, string>> {
  const tokens: Partial<Record<Role, string>> = {};
  for (const role of ROLES) {
    const staff = await insertStaff(database, { email: `${role}@example.com`, name: `The ${role}`, role });
    const expiresAt = new Date(Date.now() + 86_400_000);
    const token = { staffId: staff?.id ?? 0, name: 'test', scope: 'api', expiresAt } as const;
    tokens[role] = (await insertToken(database, token)).secret;
  }
  return tokens as Record<Role, string>;
}

/** The body of an application, as GitLab's client writes it. */
export function application(namespaceId: number, more: Record<string, unknown> = {}, uid: number = 7) {
  return {
    uid,
    trial_user: {
      namespace_id: namespaceId,
      gitlab_com_trial: true,
      sync_to_gl: true,
      add_on_name: 'duo_enterprise',
      trial_type: 'ultimate_with_gitlab_duo_enterprise',
      ...more,
    },
  };
}

/** Waits until `look` says something, at most ten seconds. */
export async function until<T>(look: () => Promise<T | undefined | false>): Promise<T> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > deadline) throw new Error('did not happen within 10 s');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
