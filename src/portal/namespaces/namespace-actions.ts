import type { Connection, Pool } from '#kit/postgres/pool.ts';
import { type Act, actAudited } from '../audit/act-audited.ts';
import { refuse } from '../trials/trial-actions.ts';
import { updateTrialsAllowedAgain } from '../trials/trial-store.ts';
import { deleteBlock, findBlock, upsertBlock } from './block-store.ts';
import { getVersion, lockNamespaces } from './lock-namespaces.ts';

/** What an action has led to. */
export type NamespaceActed = { readonly namespaceId: number; readonly version: number };

type NamespaceWork = (connection: Connection) => Promise<{ before: unknown; after: unknown }>;

/** @param until the first day on which the block is over; undefined is without end. */
export function blockNamespace(database: Pool, act: Act, id: number, until?: string): Promise<NamespaceActed> {
  return actOnNamespace(database, act, id, async (connection) => {
    const before = await findBlock(connection, id);
    await upsertBlock(connection, { namespaceId: id, blockedUntil: until ?? null, reason: act.reason });
    return { before: before ?? null, after: { blocked_until: until ?? null } };
  });
}

/** @throws {BadRequest} `not_blocked`. */
export function unblockNamespace(database: Pool, act: Act, id: number): Promise<NamespaceActed> {
  return actOnNamespace(database, act, id, async (connection) => {
    const before = await findBlock(connection, id);
    if (!before) throw refuse('not_blocked', `Namespace ${id} is not blocked.`);
    await deleteBlock(connection, id);
    return { before, after: null };
  });
}

/** Allows a type again, without denying that it was had. @throws {BadRequest} `nothing_to_allow`. */
export function allowAgain(database: Pool, act: Act, id: number, type: string): Promise<NamespaceActed> {
  return actOnNamespace(database, act, id, async (connection) => {
    const count = await updateTrialsAllowedAgain(connection, id, type);
    if (count === 0) throw refuse('nothing_to_allow', `Namespace ${id} has no ${type} that counts.`);
    return { before: null, after: { trial_type: type, trials: count } };
  });
}

async function actOnNamespace(database: Pool, act: Act, id: number, work: NamespaceWork): Promise<NamespaceActed> {
  const { result } = await actAudited(database, act, async (connection) => {
    await lockNamespaces(connection, [id]);
    const change = await work(connection);
    const result = { namespaceId: id, version: await getVersion(connection, id) };
    return { object: `namespace ${id}`, namespaceId: id, ...change, result };
  });
  return result;
}
