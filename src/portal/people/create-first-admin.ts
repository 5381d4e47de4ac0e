import { assertMigrated } from '#kit/postgres/migrate.ts';
import { withClient } from '#kit/postgres/with-client.ts';
import { insertAuditEntry } from '../audit/audit-store.ts';
import { ensurePartitions } from '../housekeeping.ts';
import { PORTAL_MIGRATIONS } from '../migrate-portal.ts';
import { countAdmins, insertStaff } from './staff-store.ts';
import { insertToken } from './token-store.ts';

const DAYS = 90;

/**
 * Makes the first admin and a token for them, on the word of whoever may reach the database; later ones are added by an
 * admin.
 * @returns the token's secret.
 * @throws {Error} when there is an admin already, the address is taken, or the database was not migrated.
 */
export function createFirstAdmin(
  connectionString: string,
  person: { readonly email: string; readonly name: string },
): Promise<string> {
  return withClient(connectionString, async (database) => {
    await assertMigrated(database, PORTAL_MIGRATIONS);
    await ensurePartitions(database);
    await database.query('BEGIN');
    await database.query('LOCK TABLE staff IN SHARE ROW EXCLUSIVE MODE');
    if ((await countAdmins(database)) > 0)
      throw new Error('There is an admin already, who can add more: "trialgate staff add".');
    const staff = await insertStaff(database, { ...person, role: 'admin' });
    if (!staff) throw new Error('Somebody already has this address.');
    const expiresAt = new Date(Date.now() + DAYS * 86_400_000);
    const { secret } = await insertToken(database, { staffId: staff.id, name: 'first token', scope: 'api', expiresAt });
    await insertAuditEntry(database, {
      actorId: null,
      actorName: 'command line',
      action: 'first_admin_created',
      object: `staff ${staff.id}`,
      namespaceId: null,
      reason: 'the first admin',
      before: null,
      after: { role: 'admin' },
      requestId: null,
    });
    await database.query('COMMIT');
    return secret;
  });
}
