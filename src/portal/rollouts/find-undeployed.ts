import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { listTelemetryProcesses, type SeenProcess } from '#flags/telemetry/telemetry-process-store.ts';
import type { Queryable } from '#kit/postgres/pool.ts';

const run = promisify(execFile);
const HEARD_WITHIN = 30;
const DEADLINE = 5_000;

/**
 * Why a commit does not run everywhere in an environment: every live process must report one of which it is an ancestor.
 * @param repository a clone to ask for ancestry; without one only the commit itself counts.
 * @returns undefined where it does.
 */
export async function findUndeployed(
  database: Queryable,
  repository: string | undefined,
  environment: string,
  commit: string,
): Promise<string | undefined> {
  const all = await listTelemetryProcesses(database, environment, HEARD_WITHIN);
  const live = all.filter(({ stoppedAt }) => stoppedAt === null);
  if (live.length === 0) return `No process of ${environment} says which commit it runs.`;
  const older: SeenProcess[] = [];
  for (const one of live) if (!(await isIn(repository, commit, one.version))) older.push(one);
  const [first] = older;
  if (!first) return undefined;
  return `${older.length} of ${live.length} processes of ${environment} do not run ${commit.slice(0, 12)} yet; ${first.service} ${first.instanceId} runs ${first.version.slice(0, 12)}.`;
}

async function isIn(repository: string | undefined, commit: string, version: string): Promise<boolean> {
  if (version.startsWith(commit) || (version.length >= 7 && commit.startsWith(version))) return true;
  if (repository === undefined || !/^[0-9a-f]{7,40}$/.test(version)) return false;
  try {
    await run('git', ['-C', repository, 'merge-base', '--is-ancestor', commit, version], { timeout: DEADLINE });
    return true;
  } catch {
    // Not an ancestor, or a commit that the clone does not know: what is not certain is not deployed.
    return false;
  }
}
