import type { Pool } from '#kit/postgres/pool.ts';
import { type Act, actAudited } from '../audit/act-audited.ts';
import { lockNamespaces } from '../namespaces/lock-namespaces.ts';
import type { Trial } from './trial.ts';
import { queueProvisioning } from './trial-actions.ts';
import { listTrialsGrantedBy, updateTrialsVoided } from './trial-store.ts';

/** Which grants: by one rule set, within a time. */
export type Grants = { readonly ruleSet: number; readonly from: Date; readonly to: Date };

/** The trials that an undo would void. Changes nothing. */
export function findGrants(database: Pool, grants: Grants): Promise<Trial[]> {
  return listTrialsGrantedBy(database, grants);
}

/** Voids every trial that a rule set granted wrongly, in one transaction. @returns the voided trials. */
export async function undoGrants(database: Pool, act: Act, grants: Grants): Promise<Trial[]> {
  const { result } = await actAudited(database, act, async (connection) => {
    const found = await listTrialsGrantedBy(connection, grants);
    const namespaceIds = [...new Set(found.map((trial) => trial.namespaceId))];
    await lockNamespaces(connection, namespaceIds);
    // Looked up again under the locks: one of them may have been voided meanwhile.
    const trials = await listTrialsGrantedBy(connection, grants);
    const locked = trials.filter((trial) => namespaceIds.includes(trial.namespaceId));
    const ids = locked.map((trial) => trial.id);
    if (ids.length > 0) await updateTrialsVoided(connection, ids, true);
    await queueProvisioning(connection, namespaceIds);
    const scope = { rule_set: grants.ruleSet, from: grants.from, to: grants.to };
    return { object: `rule set ${grants.ruleSet}`, before: scope, after: { voided: ids }, result: locked };
  });
  return result;
}
