import { type EnvironmentPlan, type Plan, reachOf, type Step } from './plan.ts';

/** Seconds. Processes push every 5, and what they push is kept in windows of 10. */
const PUSHED_WITHIN = 5;
const WINDOW = 10;
/** To write the roll back down and switch the flag, at the worst. */
const APPLIED_WITHIN = 1;
/** A client without its stream asks this often; with it, it hears within 5 ms. */
const POLLED_WITHIN = 15;

export type StepArithmetic = {
  readonly environment: string;
  readonly to: string;
  readonly percent: number;
  readonly namedUsers: number;
  /** Seconds from the start of the rollout, at the earliest. */
  readonly from: number;
  readonly until: number;
  /** People who meet it in this step when nothing goes wrong, and until it is safe when it does; null without a rate. */
  readonly people: number | null;
  readonly peopleUntilSafe: number | null;
};

export type PlanArithmetic = {
  readonly steps: readonly StepArithmetic[];
  /** Seconds. */
  readonly earliestCompletion: number;
  /** From the first bad number to the verdict, where there is traffic enough to tell. */
  readonly longestToDetect: number;
  /** And until every process has it: those that stream, and those that poll. */
  readonly longestToSafe: number;
  readonly longestToSafePolling: number;
};

/** What a plan comes to before anybody begins. @param peoplePerHour who arrive, exposed or not; null where unknown. */
export function computePlan(plan: Plan, peoplePerHour: number | null): PlanArithmetic {
  const longestToDetect = timeToDetect(plan);
  const longestToSafe = longestToDetect + APPLIED_WITHIN;
  const longestToSafePolling = longestToSafe + POLLED_WITHIN;
  const steps: StepArithmetic[] = [];
  let now = 0;
  for (const environment of plan.environments) {
    for (const step of environment.steps) {
      const isLast = step === environment.steps.at(-1);
      const { percent, users } = reachOf(step.to);
      const rate = peoplePerHour === null ? null : (peoplePerHour * percent) / 100 / 3_600;
      const from = now;
      now += secondsOf(plan, step, rate) + (isLast && step.period === 0 ? verifying(plan, environment) : 0);
      steps.push({
        environment: environment.name,
        to: step.to,
        percent,
        namedUsers: users,
        from,
        until: now,
        people: rate === null ? null : users + Math.ceil(rate * (now - from)),
        peopleUntilSafe: rate === null ? null : users + Math.ceil(rate * longestToSafePolling),
      });
    }
  }
  return { steps, earliestCompletion: now, longestToDetect, longestToSafe, longestToSafePolling };
}

/**
 * What is wrong from the first moment is seen when the step has settled and a window begins; the look that sees it may come
 * a whole turn later, and as many must fail as the plan says.
 */
function timeToDetect({ settle, checkEvery, failuresInARow }: Plan): number {
  return settle + PUSHED_WITHIN + WINDOW + checkEvery * failuresInARow;
}

function secondsOf(plan: Plan, step: Step, rate: number | null): number {
  const untilMet = rate === null || rate === 0 ? 0 : step.people / rate;
  return Math.max(step.hold, step.period, plan.settle, Math.ceil(plan.settle + untilMet));
}

/** Verification is a measurement anew. */
function verifying(plan: Plan, { verify }: EnvironmentPlan): number {
  return Math.max(verify, plan.settle);
}
