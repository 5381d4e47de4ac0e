import type { Gate, Verdict } from '#domain/rollouts/gate.ts';
import type { Plan } from '#domain/rollouts/plan.ts';
import type { RolloutState } from '#domain/rollouts/rollout-state.ts';

/** What is asked about: a step of a plan, from when every process had it until now; milliseconds since 1970. */
export type GateQuestion = {
  readonly plan: Plan;
  readonly state: RolloutState;
  readonly from: number;
  readonly until: number;
};

export type GateAnswer = {
  readonly verdict: Verdict;
  readonly sentence: string;
  readonly figures: Readonly<Record<string, unknown>>;
};

/** Whoever knows the numbers. */
export type GateKeeper = {
  /** Never throws: a source that does not answer is the verdict `error`. */
  readonly ask: (gate: Gate, question: GateQuestion) => Promise<GateAnswer>;
  /** People who have met the step; undefined where nobody knows. */
  readonly countPeople: (question: GateQuestion) => Promise<number | undefined>;
};
