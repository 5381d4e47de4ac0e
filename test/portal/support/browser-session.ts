import type { Role } from '#domain/people/roles.ts';
import { hashPassword } from '#kit/sessions/password.ts';
import { upsertPassword } from '#portal/sessions/password-store.ts';
import { type Reply, send, type TestPortal } from '../../support/test-portal.ts';

export const PASSWORD = 'correct horse battery';

/** Gives the test portal's three people one password. */
export async function givePasswords({ database }: TestPortal): Promise<void> {
  const hashed = await hashPassword(PASSWORD);
  const { rows } = await database.query<{ id: number }>('SELECT id FROM staff');
  for (const { id } of rows) await upsertPassword(database, id, hashed);
}

/** What a browser does with the cookies of one person. */
export class BrowserSession {
  readonly #url: string;
  readonly cookies = new Map<string, string>();

  constructor(url: string) {
    this.#url = url;
  }

  static async of(portal: TestPortal, role: Role): Promise<BrowserSession> {
    const session = new BrowserSession(portal.url);
    const { status } = await session.signIn(`${role}@example.com`, PASSWORD);
    if (status !== 201) throw new Error(`signing in answered ${status}`);
    return session;
  }

  signIn(email: string, password: string): Promise<Reply> {
    return this.send('POST', '/api/v1/session', { email, password });
  }

  /** @param csrf false: without the header, as another site would. */
  async send(method: string, path: string, body?: unknown, csrf = true): Promise<Reply> {
    const token = this.cookies.get('csrf_token');
    const headers = {
      ...(this.cookies.size > 0
        ? { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') }
        : {}),
      ...(csrf && token ? { 'x-csrf-token': token } : {}),
    };
    const reply = await send(this.#url + path, method, { body, headers });
    for (const cookie of reply.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return reply;
  }
}
