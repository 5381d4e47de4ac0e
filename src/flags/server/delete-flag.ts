import type { Connection } from '#kit/postgres/pool.ts';
import { updateRevision } from './environment-store.ts';
import { notifyFlagChange } from './flag-notification.ts';
import { deleteKeptFlag, listKeptFlags } from './flag-store.ts';

/** Takes a flag out of what every environment serves. Its history stays. */
export async function deleteFlag(connection: Connection, flag: string): Promise<void> {
  const kept = await listKeptFlags(connection, flag);
  for (const { environment } of kept.toSorted((one, other) => one.environment.localeCompare(other.environment))) {
    await updateRevision(connection, environment);
  }
  await deleteKeptFlag(connection, flag);
  await notifyFlagChange(connection);
}
