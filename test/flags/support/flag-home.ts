import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectFlags, type FlagConnection, type Flags } from '#flags/client/connect-flags.ts';
import { insertEnvironment } from '#flags/server/environment-store.ts';
import { insertFlagToken } from '#flags/server/flag-token-store.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { createLogger } from '#kit/telemetry/logger.ts';
import { until } from '../../support/test-portal.ts';

export const ENVIRONMENT = 'customers-development';
export const reason = 'asked for in ticket 42';
export const silent = createLogger('test', 'silent');

type Home = { readonly url: string; readonly database: Pool };

/** A token of an environment, which is made if it is not there; open once this is done. */
export async function makeFlagToken({ url, database }: Home, environment = ENVIRONMENT): Promise<string> {
  await insertEnvironment(database, environment);
  const { secret } = await insertFlagToken(database, { environment, name: 'test' });
  const opens = async () => (await fetch(`${url}/api/client/features`, { headers: { authorization: secret } })).ok;
  await until(opens);
  return secret;
}

/** Connections of a test file, each with a folder; all closed and removed together. */
export class Connections {
  readonly #folders: string[] = [];
  readonly #open: Flags[] = [];

  async connect(connection: Partial<FlagConnection> & Pick<FlagConnection, 'url' | 'token'>): Promise<Flags> {
    const folder = connection.folder ?? (await this.folder());
    const flags = await connectFlags({
      environment: ENVIRONMENT,
      appName: 'test',
      overrides: {},
      logger: silent,
      ...connection,
      folder,
    });
    this.#open.push(flags);
    return flags;
  }

  async folder(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'trialgate-flags-'));
    this.#folders.push(folder);
    return folder;
  }

  async close(): Promise<void> {
    await Promise.all(this.#open.splice(0).map((flags) => flags.close()));
    await Promise.all(this.#folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
  }
}
