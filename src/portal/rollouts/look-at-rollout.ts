import type { Decision, Observed } from '#domain/rollouts/decision.ts';
import { evaluateRollout } from '#domain/rollouts/evaluate-rollout.ts';
import { measuredFrom } from '#domain/rollouts/place.ts';
import type { RolloutState } from '#domain/rollouts/rollout-state.ts';
import { findFlag } from '#flags/definitions/flags.ts';
import { listKeptFlags } from '#flags/server/flag-store.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { readFlagsAsTheyStand } from '#rollouts/controller/flags-as-they-stand.ts';
import { listInterlocks } from '#rollouts/controller/interlock-store.ts';
import type { KeptRollout } from '#rollouts/controller/rollout-store.ts';
import { type KeptVerdict, listLastVerdicts } from '#rollouts/controller/verdict-store.ts';
import type { GateQuestion } from '#rollouts/gates/gate-keeper.ts';
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
  const until = rollout.finishedAt?.getTime() ?? at;
  const question = { plan, state, from: measuredFrom(plan, state), until };
  const isThere = state.step >= 0 && plan.environments[state.environment] !== undefined;
  const [verdicts, flags, interlocks, met] = await Promise.all([
    listLastVerdicts(database, rollout.id),
    readFlags(database, plan.flag, names),
    listInterlocks(database),
    isThere ? people.met(question) : undefined,
  ]);
  const gates = verdicts.filter((one) => one.environment === state.environment && one.step === state.step);
  const here = names[state.environment];
  const near = interlocks.filter(({ environment }) => environment === null || environment === here);
  const going = near.map(({ kind, by, reason }) => ({ kind, sentence: `${SAY[kind]}, says ${by}: ${reason}` }));
  // What runs where the controller alone asks about, since it takes a clone and a while.
  const notDeployed = state.held?.because === 'not_deployed' ? state.held.sentence : undefined;
  const seen = { at, gates, people: met, interlocks: going, flags, notDeployed };
  return { decision: evaluateRollout({ plan, state, seen }), flags, gates, question, people: met };
}

const SAY = { incident: 'There is an incident', freeze: 'There is a freeze' } as const;

/** A flag whose code is gone already is still looked at: its rollout carries its removal through. */
async function readFlags(database: Pool, flag: string, names: readonly string[]): Promise<Observed['flags']> {
  if (findFlag(flag)) return readFlagsAsTheyStand(database, flag, names);
  const kept = await listKeptFlags(database, flag);
  const own = kept.filter(({ environment }) => names.includes(environment));
  return Object.fromEntries(own.map((one) => [one.environment, { ...one, by: one.changedBy }]));
}
