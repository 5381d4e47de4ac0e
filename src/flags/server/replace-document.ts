import type { Pool } from '#kit/postgres/pool.ts';
import { inTransaction } from '#kit/postgres/transaction.ts';
import { insertEnvironment, updateRevision } from './environment-store.ts';
import type { Feature, Segment } from './feature.ts';
import { notifyFlagChange } from './flag-notification.ts';

export type FlagDocument = { readonly features: readonly Feature[]; readonly segments?: readonly Segment[] };

/**
 * Replaces all that an environment serves by a document in Unleash's own words (variants, segments, dependencies and any
 * strategy included), as it comes from another Unleash server. The environment is made if there is none.
 */
export async function replaceDocument(database: Pool, environment: string, document: FlagDocument): Promise<void> {
  await inTransaction(database, async (connection) => {
    await insertEnvironment(connection, environment);
    const revision = await updateRevision(connection, environment);
    await connection.query('DELETE FROM flag_states WHERE environment = $1', [environment]);
    await connection.query(
      `INSERT INTO flag_states (environment, flag, state, feature, revision, changed_by)
       SELECT $1, feature ->> 'name', 'document', feature, $2, 'document' FROM jsonb_array_elements($3::jsonb) AS feature`,
      [environment, revision, JSON.stringify(document.features)],
    );
    await connection.query('DELETE FROM flag_segments WHERE environment = $1', [environment]);
    await connection.query(
      `INSERT INTO flag_segments (environment, id, segment)
       SELECT $1, (segment ->> 'id')::integer, segment FROM jsonb_array_elements($2::jsonb) AS segment`,
      [environment, JSON.stringify(document.segments ?? [])],
    );
    await notifyFlagChange(connection);
  });
}
