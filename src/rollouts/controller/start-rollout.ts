import { BadRequest } from '#kit/errors/bad-request.ts';
import type { Queryable } from '#kit/postgres/pool.ts';
import { readPlan } from '../plan/read-plan.ts';
import { type OpenRollout, openRollout } from './open-rollout.ts';
import type { Asked } from './person.ts';
import { insertRollout, listRollouts, updateRolloutPlan } from './rollout-store.ts';

/**
 * Begins a rollout, or goes on with one by another plan, which voids what was approved.
 * @throws {BadRequest} `plan_invalid` with a sentence per mistake; `rollout_running` where the same plan runs already, or
 * where another would have begun in another way.
 */
export async function startRollout(
  connection: Queryable,
  flag: string,
  yaml: string,
  { person, at, reason }: Asked,
): Promise<OpenRollout> {
  const { plan, hash, mistakes } = readPlan(yaml);
  if (mistakes) throw invalid(mistakes);
  if (plan.flag !== flag) throw invalid([`This is the plan of ${plan.flag}, and not of ${flag}.`]);
  const by = { id: person.id, name: person.name };
  const id = await insertRollout(connection, { plan, hash, yaml });
  if (id !== undefined) {
    const rollout = (await openRollout(connection, id)) as OpenRollout;
    await rollout.add({ at, by, kind: 'started', planHash: hash, reason });
    return rollout;
  }
  const [running] = await listRollouts(connection, 1, flag);
  const rollout = running && (await openRollout(connection, running.id));
  if (!rollout) throw new Error('a rollout was there and is not');
  if (rollout.state.planHash === hash) throw inTheWay(flag, 'by the same plan; nothing was changed');
  if (!beginsAlike(rollout, plan))
    throw inTheWay(flag, 'and has taken steps that this plan does not have; roll it back first');
  await updateRolloutPlan(connection, rollout.kept.id, { plan, hash, yaml });
  await rollout.add({ at, by, kind: 'plan_changed', planHash: hash, reason });
  return (await openRollout(connection, rollout.kept.id)) as OpenRollout;
}

/** Whether everything that was done so far would have been done by the other plan too. */
function beginsAlike({ kept, state }: OpenRollout, other: OpenRollout['kept']['plan']): boolean {
  const taken = (plan: typeof other) =>
    JSON.stringify(
      plan.environments.slice(0, state.environment + 1).map(({ name, steps }, place) => {
        const until = place === state.environment ? state.step + 1 : steps.length;
        return [name, steps.slice(0, until).map(({ to }) => to)];
      }),
    );
  return taken(kept.plan) === taken(other);
}

function invalid(mistakes: readonly string[]): BadRequest {
  return new BadRequest(mistakes.join(' '), { code: 'plan_invalid', attributes: { plan: [...mistakes] } });
}

function inTheWay(flag: string, why: string): BadRequest {
  return new BadRequest(`A rollout of ${flag} is under way ${why}.`, { status: 409, code: 'rollout_running' });
}
