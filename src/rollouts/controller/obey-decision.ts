import type { Decision, Observed } from '#domain/rollouts/decision.ts';
import { CONTROLLER } from '#domain/rollouts/rollout-event.ts';
import { readFlagState } from '#flags/server/read-flag-state.ts';
import { setFlag } from '#flags/server/set-flag.ts';
import type { Connection } from '#kit/postgres/pool.ts';
import { flagOfRollout } from './flags-as-they-stand.ts';
import type { OpenRollout } from './open-rollout.ts';
import { endPeriod, rollBack, setStep } from './set-step.ts';

/** Does what was decided, within the transaction in which it was decided. @returns whether there may be more to do at once. */
export async function obeyDecision(rollout: OpenRollout, decision: Decision, seen: Observed): Promise<boolean> {
  const common = { at: seen.at, by: CONTROLLER };
  const { state } = rollout;
  switch (decision.do) {
    case 'nothing':
      return false;
    case 'hold': {
      const { because, sentence, nextCheckAt } = decision;
      if (state.held?.because === because) return false;
      await rollout.add({ ...common, kind: 'held', because, sentence, nextCheckAt });
      return false;
    }
    case 'set_step': {
      const { expectedRevision } = flagSeenIn(decision.environment, rollout, seen);
      await setStep(rollout, { ...decision, expectedRevision }, seen.at);
      // Nothing can be known of it yet.
      return false;
    }
    case 'end_period': {
      await endPeriod(rollout, { ...flagSeenIn(decision.environment, rollout, seen), to: decision.to }, seen.at);
      return true;
    }
    case 'roll_back': {
      const { because, sentence } = decision;
      const why = { because, sentence, reason: sentence, by: CONTROLLER, at: seen.at, askedAt: performance.now() };
      await rollBack(rollout, why);
      return true;
    }
    case 'note_switched_off':
      await noteSwitchedOff(rollout, decision.environment, seen);
      return true;
    default:
      await rollout.add(eventOf(decision, rollout, common));
      return decision.do !== 'pause';
  }
}

function flagSeenIn(environment: number, { kept: { plan } }: OpenRollout, { flags }: Observed) {
  const name = plan.environments[environment]?.name ?? '';
  return { name, expectedRevision: flags[name]?.revision ?? 0 };
}

function eventOf(
  decision: Extract<Decision, { do: 'verify' | 'finish_environment' | 'complete' | 'ask_approval' | 'pause' }>,
  { state: { environment, step } }: OpenRollout,
  common: { readonly at: number; readonly by: typeof CONTROLLER },
) {
  switch (decision.do) {
    case 'verify':
      return { ...common, kind: 'verifying' } as const;
    case 'finish_environment':
      return { ...common, kind: 'environment_done' } as const;
    case 'complete':
      return { ...common, kind: 'completed' } as const;
    case 'ask_approval':
      return { ...common, kind: 'approval_asked', environment, step: step + 1 } as const;
    case 'pause':
      return { ...common, kind: 'paused', because: decision.because, sentence: decision.sentence } as const;
  }
}

/** Whoever switched it off has rolled back; where only the table was changed, clients have yet to be told. */
async function noteSwitchedOff(rollout: OpenRollout, name: string, seen: Observed): Promise<void> {
  const stands = seen.flags[name];
  const ours = rollout.state.touched[name];
  let revision = stands?.revision ?? 0;
  if (ours && stands && stands.revision === ours.revision) {
    const told = await setFlag(rollout.connection as Connection, {
      flag: flagOfRollout(rollout.kept.flag),
      environment: name,
      state: readFlagState('off'),
      expectedRevision: undefined,
      changedBy: CONTROLLER.name,
      reason: 'switched off in the table',
    });
    revision = told.after.revision;
  }
  const sentence = `${stands?.by ?? 'Somebody'} switched the flag off in ${name}.`;
  const common = { at: seen.at, by: CONTROLLER, kind: 'rolled_back', because: 'switched_off', sentence, name } as const;
  await rollout.add({ ...common, from: ours?.state ?? 'off', to: 'off', revision, reason: sentence, tookMs: 0 });
}
