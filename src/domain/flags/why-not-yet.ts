import { type CleanupStep, type FlagFacts, isServing, stepOf } from './flag-facts.ts';

const HOUR = 3_600_000;
/** For so long nobody may have evaluated it before it is switched off. */
export const QUIET = 24 * HOUR;
/** For so long it must have been off, and then archived, before the next step. */
export const SOAK = 24 * HOUR;

/** A step that somebody wants to take. */
export type WantedStep = {
  readonly step: CleanupStep;
  /** Of a deployment. */
  readonly environment: string;
  /** What the code has kept, told with its removal. */
  readonly keep?: 'on' | 'off';
};

/**
 * Why a step of a flag's going cannot be taken yet.
 * @param at now, in milliseconds since 1970. @returns a sentence; undefined where it can.
 */
export function whyNotYet(facts: FlagFacts, wanted: WantedStep, at: number): string | undefined {
  const done = facts.steps.find(({ step, environment }) => step === wanted.step && environment === wanted.environment);
  if (done) return `That was done already, on ${dayOf(done.at)}.`;
  return REASONS[wanted.step](facts, wanted, at);
}

type Reason = (facts: FlagFacts, wanted: WantedStep, at: number) => string | undefined;

const REASONS: Readonly<Record<CleanupStep, Reason>> = {
  code_removed: whyNotOutOfCode,
  deployed: (facts, { environment }) => {
    if (!stepOf(facts, 'code_removed')) return 'Its code has not been removed yet: "trialgate flags remove" does that.';
    return facts.environments.some((one) => one.environment === environment)
      ? undefined
      : `There is no environment ${environment}.`;
  },
  off: whyNotOff,
  archived: (facts, _, at) => whyNotArchived(facts, at),
  deleted: (facts, _, at) => {
    const archived = stepOf(facts, 'archived');
    if (!archived) return 'It is not archived yet.';
    return at < archived.at + SOAK
      ? `It was archived on ${dayOf(archived.at)}; until ${dayOf(archived.at + SOAK)} somebody may still want it back.`
      : undefined;
  },
  closed: (facts) => (stepOf(facts, 'deleted') ? undefined : 'It is not deleted yet.'),
};

function whyNotOutOfCode({ definition, environments }: FlagFacts, { keep }: WantedStep): string | undefined {
  if (definition?.type === 'permanent') return 'It is permanent: its definition says why it stays.';
  const ramping = environments.find(
    ({ environment, state }) => isServing(environment) && state !== 'on' && state !== 'off',
  );
  if (ramping) return `It is ${ramping.state} in ${ramping.environment}: finish the rollout or take it back first.`;
  const other = environments.find(({ environment, state }) => isServing(environment) && state !== keep);
  return (
    other &&
    `It is ${other.state} in ${other.environment}, and the code keeps ${keep}: deploying that would change what people see.`
  );
}

function whyNotOff(facts: FlagFacts, _: WantedStep, at: number): string | undefined {
  if (!stepOf(facts, 'code_removed'))
    return 'Its code has not been removed yet: off would take people back to the old path.';
  const serving = facts.environments.filter(({ environment }) => isServing(environment));
  const isThere = (environment: string) =>
    facts.steps.some((one) => one.step === 'deployed' && one.environment === environment);
  const missing = serving.filter(({ environment }) => !isThere(environment)).map(({ environment }) => environment);
  if (missing.length > 0) return `The code without it is not deployed to ${missing.join(' and ')}.`;
  const late = facts.steps.filter(({ step }) => step === 'deployed').find((one) => at < one.at + QUIET);
  if (late)
    return `It was deployed to ${late.environment} on ${dayOf(late.at)}: wait until ${dayOf(late.at + QUIET)}, to see that nobody asks any more.`;
  const asked = facts.environments.find(({ lastEvaluated }) => lastEvaluated !== null && at < lastEvaluated + QUIET);
  return (
    asked &&
    `It was still evaluated in ${asked.environment} on ${dayOf(asked.lastEvaluated ?? 0)}: somebody runs the old code. "trialgate flags show" says who.`
  );
}

function whyNotArchived({ environments, ...facts }: FlagFacts, at: number): string | undefined {
  const off = stepOf({ environments, ...facts }, 'off');
  if (!off) return 'It is not switched off by the cleanup yet.';
  const on = environments.find(({ state }) => state !== 'off');
  if (on) return `It was set to ${on.state} in ${on.environment} since.`;
  if (at < off.at + SOAK)
    return `It was switched off on ${dayOf(off.at)}: wait until ${dayOf(off.at + SOAK)}, to see that nobody misses it.`;
  const asked = environments.find(({ lastEvaluated }) => lastEvaluated !== null && lastEvaluated > off.at);
  return (
    asked &&
    `It was evaluated in ${asked.environment} on ${dayOf(asked.lastEvaluated ?? 0)}, after it was switched off.`
  );
}

function dayOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
