import { type By, CONTROLLER } from '#domain/rollouts/rollout-event.ts';
import { readFlagState } from '#flags/server/read-flag-state.ts';
import { setFlag, stateOfDefault } from '#flags/server/set-flag.ts';
import type { Connection } from '#kit/postgres/pool.ts';
import { flagOfRollout } from './flags-as-they-stand.ts';
import type { OpenRollout } from './open-rollout.ts';

/**
 * Sets the flag to a step and writes it down, in the transaction of both: one is never there without the other.
 * @param at milliseconds since 1970. @throws {BadRequest} `flag_changed_meanwhile` when somebody was faster.
 */
export async function setStep(
  rollout: OpenRollout,
  place: { readonly environment: number; readonly step: number; readonly expectedRevision: number },
  at: number,
): Promise<void> {
  const environment = rollout.kept.plan.environments[place.environment];
  const to = environment?.steps[place.step]?.to;
  if (environment === undefined || to === undefined) throw new Error('the plan has no such step');
  const flag = flagOfRollout(rollout.kept.flag);
  const { name } = environment;
  const reason = `step ${place.step + 1} of ${environment.steps.length} of rollout ${rollout.kept.id}`;
  const { before, after } = await setFlag(rollout.connection as Connection, {
    flag,
    environment: name,
    state: readFlagState(to),
    expectedRevision: place.expectedRevision,
    reason,
    changedBy: CONTROLLER.name,
  });
  const from = before?.state ?? stateOfDefault(flag);
  const { revision } = after;
  const common = { at, by: CONTROLLER, kind: 'step_set', environment: place.environment, step: place.step } as const;
  await rollout.add({ ...common, name, from, to: after.state, revision });
}

/** Takes a step that was for a period back to what stood before it, and writes it down. */
export async function endPeriod(
  rollout: OpenRollout,
  { name, to, expectedRevision }: { readonly name: string; readonly to: string; readonly expectedRevision: number },
  at: number,
): Promise<void> {
  const flag = flagOfRollout(rollout.kept.flag);
  const reason = `the period of step ${rollout.state.step + 1} of rollout ${rollout.kept.id} is over`;
  const { before, after } = await setFlag(rollout.connection as Connection, {
    flag,
    environment: name,
    state: readFlagState(to),
    expectedRevision,
    reason,
    changedBy: CONTROLLER.name,
  });
  const from = before?.state ?? stateOfDefault(flag);
  const common = { at, by: CONTROLLER, kind: 'period_ended' } as const;
  await rollout.add({ ...common, name, from, to: after.state, revision: after.revision });
}

type Why = {
  readonly because: string;
  readonly sentence: string;
  readonly reason: string | null;
  readonly by: By;
  readonly at: number;
  /** When the word was given, by the monotonic clock. */
  readonly askedAt: number;
};

/** Sets the flag back to what it was before the rollout, whatever it is now, and ends the rollout there. */
export async function rollBack(rollout: OpenRollout, why: Why): Promise<void> {
  const { state, kept } = rollout;
  const { name } = kept.plan.environments[state.environment] ?? { name: '' };
  const flag = flagOfRollout(kept.flag);
  const touched = state.touched[name];
  const { by, at, because, sentence, reason } = why;
  if (!touched) {
    // Nothing was widened here yet.
    const stands = stateOfDefault(flag);
    const common = { at, by, kind: 'rolled_back', because, sentence, name, reason } as const;
    return rollout.add({ ...common, from: stands, to: stands, revision: 0, tookMs: 0 });
  }
  const { before, after } = await setFlag(rollout.connection as Connection, {
    flag,
    environment: name,
    state: readFlagState(touched.start),
    expectedRevision: undefined,
    changedBy: by.name,
    reason: reason ?? sentence,
  });
  const tookMs = Math.round((performance.now() - why.askedAt) * 10) / 10;
  const from = before?.state ?? touched.state;
  const common = { at, by, kind: 'rolled_back', because, sentence, name, reason } as const;
  await rollout.add({ ...common, from, to: after.state, revision: after.revision, tookMs });
}
