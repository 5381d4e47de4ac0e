import type { Gate } from './gate.ts';

/** What a team has agreed before a flag is widened. All durations are seconds. */
export type Plan = {
  readonly flag: string;
  /** Names, addresses or groups of those who answer for it, and of those who want to know. */
  readonly owners: readonly string[];
  readonly stakeholders: readonly string[];
  /** Where everything of it is announced, by the names that the portal has for channels. */
  readonly channels: readonly string[];
  readonly expectations: string;
  readonly couldGoWrong: readonly string[];
  readonly watch: readonly string[];
  /** Between two looks at the gates. */
  readonly checkEvery: number;
  /** From setting a step until every process has it: what is measured before belongs to no step. */
  readonly settle: number;
  /** How often in a row a protective gate must fail. */
  readonly failuresInARow: number;
  /** How many times more people a step may reach than the one before. */
  readonly maxStepFactor: number;
  /** What counts the people who have met the flag: a metric that counts each once, or the customers of the portal. */
  readonly people: { readonly metric: string; readonly exposed: string } | 'customers';
  readonly gates: readonly Gate[];
  readonly environments: readonly EnvironmentPlan[];
};

export type EnvironmentPlan = {
  readonly name: string;
  readonly steps: readonly Step[];
  /** How long everybody has it, gates watching, before the next environment begins or the rollout is done. */
  readonly verify: number;
  /** How long somebody by name must be there after each step. */
  readonly presence: number;
  readonly onFail: 'rollback' | 'pause';
  readonly noData: { readonly grace: number; readonly then: 'hold' | 'pause' | 'rollback' };
  /** What must not be going on when a step is taken. */
  readonly interlocks: readonly Interlock[];
  /** Where what happens in this environment is announced as well. */
  readonly channels: readonly string[];
  /** The commit that every live process must have, or a later one; null asks nothing. */
  readonly commit: string | null;
};

export type Interlock = 'incident' | 'freeze';

export type Step = {
  /** A state as flags write it: `users:7,8`, `percent:25+users:7,8`, `on`. */
  readonly to: string;
  readonly hold: number;
  /** How long people have it before it is taken back to the step before; 0: for good. */
  readonly period: number;
  /** A step that has not been passed within this time pauses, so that nothing is forgotten halfway; 0: never. */
  readonly deadline: number;
  /** People that must have met it before it is widened. */
  readonly people: number;
  readonly gates: readonly string[];
  /** How many have to agree before it is taken, and who may: roles or addresses. */
  readonly approvals: number;
  readonly approvers: readonly string[];
};

/** How many of a hundred a state lets in, and how many users by name. */
export function reachOf(state: string): { readonly percent: number; readonly users: number } {
  if (state === 'on') return { percent: 100, users: 0 };
  const percent = Number(/^percent:(\d+)/.exec(state)?.[1] ?? 0);
  return { percent, users: usersOf(state).length };
}

/** Whom a state lets in by name. */
export function usersOf(state: string): readonly string[] {
  return /users:(.+)$/.exec(state)?.[1]?.split(',') ?? [];
}

/** A state in words, `25 % and 2 named users`. */
export function sayState(state: string): string {
  if (state === 'on') return 'everybody';
  if (state === 'off') return 'nobody';
  const { percent, users } = reachOf(state);
  const named = users === 0 ? '' : `${users} named user${users === 1 ? '' : 's'}`;
  return [percent > 0 ? `${percent} %` : '', named].filter(Boolean).join(' and ');
}
