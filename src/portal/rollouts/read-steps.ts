import type { RolloutEvent } from '#domain/rollouts/rollout-event.ts';
import type { RolloutState } from '#domain/rollouts/rollout-state.ts';
import type { KeptRollout } from '#rollouts/controller/rollout-store.ts';
import type { StepSeen, StepsSeen } from '../contract/rollout-steps-on-wire.ts';
import type { RolloutPeople } from './rollout-people.ts';
import { takenSteps } from './step-history.ts';

type Log = { readonly state: RolloutState; readonly events: readonly RolloutEvent[] };

/** What became of the steps of a plan, and how many people arrive where. @param at now, in milliseconds since 1970. */
export async function readSteps(
  people: RolloutPeople,
  rollout: KeptRollout,
  { state, events }: Log,
  at: number,
): Promise<StepsSeen> {
  const { plan } = rollout;
  const taken = await Promise.all(
    takenSteps(events).map(async (one) => {
      const met = await people.metThen(rollout, state, one, at);
      const seen: StepSeen = { reachedAt: one.from, leftAt: one.until, met };
      return [`${one.environment} ${one.step}`, seen] as const;
    }),
  );
  const arrivals = await Promise.all(
    plan.environments.map(async ({ name }) => [name, await people.arrivals(name, plan, at)] as const),
  );
  // The newest of a step that was taken twice counts.
  const byPlace = new Map(taken);
  return {
    stepOf: (environment, step) => byPlace.get(`${environment} ${step}`),
    arrivals: Object.fromEntries(arrivals),
  };
}
