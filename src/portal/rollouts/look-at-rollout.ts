import type { Decision, Observed } from '#domain/rollouts/decision.ts';
import { evaluateRollout } from '#domain/rollouts/evaluate-rollout.ts';
import type { RolloutState } from '#domain/rollouts/rollout-state.ts';
import { findFlag } from '#flags/definitions/flags.ts';
import { listKeptFlags } from '#flags/server/flag-store.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { readFlagsAsTheyStand } from '#rollouts/controller/flags-as-they-stand.ts';
import { listInterlocksIn } from '#rollouts/controller/interlock-store.ts';
import type { KeptRollout } from '#rollouts/controller/rollout-store.ts';
import { type KeptVerdict, listVerdictsOfStep } from '#rollouts/controller/verdict-store.ts';
import type { GateQuestion } from '#rollouts/gates/gate-keeper.ts';
import { isAtStep, questionOf } from '#rollouts/gates/question-of.ts';
import type { RolloutPeople } from './rollout-people.ts';

/** What the controller would see and decide, asked by somebody who only looks. */
export type Look = {
  readonly decision: Decision;
  readonly flags: Observed['flags'];
  /** The last word of each gate about the step that stands. */
  readonly gates: readonly KeptVerdict[];
  readonly question: GateQuestion;
  readonly people: number | undefined;
};

/** Looks at a rollout. @param at now, in milliseconds since 1970. */
export async function lookAtRollout(
  database: Pool,
  people: RolloutPeople,
  rollout: KeptRollout,
  state: RolloutState,
  at: number,
): Promise<Look> {
  const { plan } = rollout;
  const names = plan.environments.map(({ name }) => name);
  const question = questionOf(plan, state, rollout.finishedAt?.getTime() ?? at);
  const [gates, flags, interlocks, met] = await Promise.all([
    listVerdictsOfStep(database, rollout.id, state),
    readFlags(database, plan.flag, names),
    listInterlocksIn(database, names[state.environment]),
    isAtStep(question) ? people.met(question) : undefined,
  ]);
  // What runs where the controller alone asks about, since it takes a clone and a while.
  const notDeployed = state.held?.because === 'not_deployed' ? state.held.sentence : undefined;
  const seen = { at, gates, people: met, interlocks, flags, notDeployed };
  return { decision: evaluateRollout({ plan, state, seen }), flags, gates, question, people: met };
}

/** A flag whose code is gone already is still looked at: its rollout carries its removal through. */
async function readFlags(database: Pool, flag: string, names: readonly string[]): Promise<Observed['flags']> {
  if (findFlag(flag)) return readFlagsAsTheyStand(database, flag, names);
  const kept = await listKeptFlags(database, flag);
  const own = kept.filter(({ environment }) => names.includes(environment));
  return Object.fromEntries(own.map((one) => [one.environment, { ...one, by: one.changedBy }]));
}
