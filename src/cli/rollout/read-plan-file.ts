import { readFile } from 'node:fs/promises';
import { Fault } from '#kit/errors/fault.ts';
import { describePlan } from '#rollouts/plan/describe-plan.ts';

/**
 * The plan of a flag: `rollouts/<flag>.yml` of this folder, or another file.
 * @throws {Fault} `file_not_read`, or `plan_invalid` with a sentence per mistake.
 */
export async function readPlanFile(flag: string, file: string | undefined, peoplePerHour?: number) {
  const path = file ?? `rollouts/${flag}.yml`;
  const yaml = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new Fault('file_not_read', `${path} cannot be read (${cause.code}); --file names another.`, { cause });
  });
  const described = describePlan(yaml, peoplePerHour ?? null);
  if (described.mistakes) throw new Fault('plan_invalid', [`${path} is no plan:`, ...described.mistakes].join('\n'));
  if (described.flag !== flag) {
    throw new Fault('plan_invalid', `${path} is the plan of ${described.flag}, and not of ${flag}.`);
  }
  return { described, yaml };
}
