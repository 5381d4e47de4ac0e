import { insertOutbox } from '#kit/jobs/insert-outbox.ts';
import type { Connection } from '#kit/postgres/pool.ts';
import type { NewApplication } from './application.ts';
import { insertApplication, updateConfirmed } from './application-store.ts';
import { APPLY_JOB } from './apply-in-background.ts';

/**
 * Keeps an application and queues it, both or neither.
 * @param afterMs when the job begins at the latest; {@link hurryApplication} lets it begin at once.
 * @returns its id; undefined when one of that namespace is under way already.
 */
export async function queueApplication(
  connection: Connection,
  asked: Omit<NewApplication, 'isLeadSent'>,
  afterMs = 0,
): Promise<number | undefined> {
  const application = await insertApplication(connection, { ...asked, isLeadSent: false });
  if (application) await insertOutbox(connection, messageOf(application.id, afterMs));
  return application?.id;
}

/** What was queued for later begins now. @param trialType what may be started; null where nobody could say. */
export async function hurryApplication(connection: Connection, id: number, trialType: string | null): Promise<void> {
  if (trialType !== null) await updateConfirmed(connection, id, trialType);
  await insertOutbox(connection, messageOf(id, 0));
}

function messageOf(id: number, afterMs: number) {
  return { task: APPLY_JOB, key: `application ${id}`, payload: { application_id: id }, afterMs };
}
