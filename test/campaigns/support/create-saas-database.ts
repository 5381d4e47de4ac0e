import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { migrateSaas } from '#saas/migrate-saas.ts';

/** A migrated database of saas beside that of the portal, dropped with the stack. @returns its address. */
export async function createSaasDatabase(databaseUrl: string, stack: AsyncDisposableStack): Promise<string> {
  const name = `saas_${randomBytes(6).toString('hex')}`;
  const server = databaseUrl.replace(/\/[^/]*$/, '');
  const administer = async (statement: string) => {
    const client = new pg.Client({ connectionString: `${server}/postgres` });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  await administer(`CREATE DATABASE ${name}`);
  stack.defer(() => administer(`DROP DATABASE ${name} WITH (FORCE)`));
  await migrateSaas(`${server}/${name}`);
  return `${server}/${name}`;
}
