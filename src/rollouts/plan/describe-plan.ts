import { sayState } from '#domain/rollouts/plan.ts';
import { computePlan } from '#domain/rollouts/plan-arithmetic.ts';
import { readPlan } from './read-plan.ts';

/** What a plan comes to, in words and numbers for people; or its mistakes. @param peoplePerHour null where unknown. */
export function describePlan(yaml: string, peoplePerHour: number | null) {
  const read = readPlan(yaml);
  if (read.mistakes) return { mistakes: read.mistakes, flag: undefined };
  const computed = computePlan(read.plan, peoplePerHour);
  const steps = computed.steps.map((step) => ({ ...step, reach: sayState(step.to) }));
  return { flag: read.plan.flag, hash: read.hash, ...computed, steps, mistakes: undefined };
}

export type DescribedPlan = Extract<ReturnType<typeof describePlan>, { flag: string }>;
