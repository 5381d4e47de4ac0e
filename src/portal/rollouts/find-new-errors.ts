import { listTelemetryProcesses } from '#flags/telemetry/telemetry-process-store.ts';
import type { Queryable } from '#kit/postgres/pool.ts';
import type { NewErrors } from '#rollouts/gates/create-gate-keeper.ts';
import { listTrackedErrors } from '../errors/error-store.ts';

const MOST = 100;
/** A process that pushes its numbers reports its errors too. */
const HEARD_WITHIN = 30;

/** Errors that were first met since then: of people for whom a flag was on, and of others. */
export async function findNewErrors(
  database: Queryable,
  environment: string,
  since: Date,
  flag: string,
): Promise<NewErrors> {
  const [errors, heard] = await Promise.all([
    listTrackedErrors(database, environment, since, MOST),
    listTelemetryProcesses(database, environment, HEARD_WITHIN),
  ]);
  const isExposed = (one: (typeof errors)[number]) => one.flags_on.includes(flag);
  const titles = (exposed: boolean) => errors.filter((one) => isExposed(one) === exposed).map(({ title }) => title);
  return { exposed: titles(true), others: titles(false), isHeard: heard.length > 0 };
}
