import { Type } from 'typebox';
import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import type { FoundPersonOnWire, SearchAnswer } from '../contract/search-on-wire.ts';
import type { PortalPeople } from '../eligibility/portal-people.ts';
import { requireStaff, staffIdOf } from '../eligibility/require-staff.ts';
import { insertAuditEvent } from '../explaining/explanation-store.ts';
import { listOwnedGroups } from '../groups/group-store.ts';
import { type FoundUser, listByIds, listByPath, listUsersByLogin } from './search-store.ts';

const MOST_GROUPS = 50;
const text = Type.Optional(Type.String({ minLength: 1, maxLength: 300, pattern: '^[^\\0]*$' }));
const ids = Type.Array(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }), { maxItems: 50 });

/**
 * `POST /api/v4/internal/search`: for staff of the portal, what a ticket names. By POST, because an address stands in no
 * URL; that somebody was looked for is noted, and not by what.
 */
export function registerSearch(app: Server, database: Pool, people: PortalPeople): void {
  const onRequest = requireStaff(people, 'viewer');
  const body = Type.Object(
    { path: text, login: text, namespace_ids: Type.Optional(ids) },
    { additionalProperties: false },
  );
  app.post('/api/v4/internal/search', { onRequest, schema: { body } }, async (request): Promise<SearchAnswer> => {
    const { path, login, namespace_ids: namespaceIds = [] } = request.body;
    const [byPath, byId, users] = await Promise.all([
      path === undefined ? [] : listByPath(database, path),
      namespaceIds.length === 0 ? [] : listByIds(database, namespaceIds),
      login === undefined ? [] : listUsersByLogin(database, login),
    ]);
    for (const { id } of users) {
      await insertAuditEvent(database, staffIdOf(request) ?? 0, 'person_found', `user ${id}`);
    }
    const found = await Promise.all(users.map((user) => withGroups(database, user)));
    return { success: true, namespaces: [...byId, ...byPath], people: found };
  });
}

async function withGroups(database: Pool, user: FoundUser): Promise<FoundPersonOnWire> {
  const owned = await listOwnedGroups(database, user.id);
  const owns = owned.slice(0, MOST_GROUPS).map(({ id, name, path, plan }) => ({ id, name, path, plan }));
  return { ...user, owns };
}
