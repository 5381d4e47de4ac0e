import type { Queryable } from '#kit/postgres/pool.ts';

/** A process that reads flags. */
export type FlagProcess = {
  readonly environment: string;
  readonly appName: string;
  readonly instanceId: string;
  /** The client and its version, `unleash-node-sdk:6.12.1`. */
  readonly client: string;
  /** Flags that it has forced, by name. */
  readonly forced: Readonly<Record<string, boolean>>;
};

export type SeenFlagProcess = FlagProcess & { readonly lastSeenAt: Date };

type ProcessRow = {
  environment: string;
  app_name: string;
  instance_id: string;
  client: string;
  forced: Record<string, boolean>;
  last_seen_at: Date;
};

/** Notes that a process was seen, and what it has forced now. */
export async function updateFlagProcess(database: Queryable, one: FlagProcess): Promise<void> {
  await database.query(
    `INSERT INTO flag_processes (environment, app_name, instance_id, client, forced) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (environment, app_name, instance_id) DO UPDATE
       SET client = excluded.client, forced = excluded.forced, last_seen_at = clock_timestamp()`,
    [one.environment, one.appName, one.instanceId, one.client, JSON.stringify(one.forced)],
  );
}

/** Processes that were seen lately and have forced a flag. @param within milliseconds. */
export async function listForcingProcesses(
  database: Queryable,
  flag: string,
  within: number,
): Promise<SeenFlagProcess[]> {
  const { rows } = await database.query<ProcessRow>(
    `SELECT * FROM flag_processes
     WHERE forced ? $1 AND last_seen_at > clock_timestamp() - make_interval(secs => $2 / 1000.0)
     ORDER BY environment, app_name, instance_id`,
    [flag, within],
  );
  return rows.map((row) => ({
    environment: row.environment,
    appName: row.app_name,
    instanceId: row.instance_id,
    client: row.client,
    forced: row.forced,
    lastSeenAt: row.last_seen_at,
  }));
}

/** Forgets processes that have not been seen for so many days. */
export async function deleteOldFlagProcesses(database: Queryable, days: number): Promise<void> {
  await database.query(
    'DELETE FROM flag_processes WHERE last_seen_at < clock_timestamp() - make_interval(days => $1)',
    [days],
  );
}
