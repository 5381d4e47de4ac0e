import { reachOf, usersOf } from '#domain/rollouts/plan.ts';
import { findFlag } from '#flags/definitions/flags.ts';
import { readFlagState } from '#flags/server/read-flag-state.ts';
import { HOLD } from './complete-plan.ts';
import type { PlanOnPaper } from './plan-schema.ts';
import { readDuration } from './read-duration.ts';

/** One mistake, and where in the plan it stands. */
export type Mistake = { readonly path: readonly (string | number)[]; readonly sentence: string };

type EnvironmentOnPaper = PlanOnPaper['environments'][number];
type StepOnPaper = Exclude<NonNullable<EnvironmentOnPaper['steps']>, string>[number];

/** What a schema cannot say. */
export function findMistakes(plan: PlanOnPaper): Mistake[] {
  const flag = findFlag(plan.flag);
  const names = plan.environments.map(({ name }) => name);
  return [
    ...(flag ? [] : [{ path: ['flag'], sentence: `There is no flag ${plan.flag}.` }]),
    ...plan.environments.flatMap((environment, place) => [
      ...(names.indexOf(environment.name) === place
        ? []
        : [{ path: ['environments', place, 'name'], sentence: `${environment.name} stands there twice.` }]),
      ...mistakesOfEnvironment(plan, environment, ['environments', place]),
      ...mistakesOfTimes(plan, environment, ['environments', place]),
    ]),
  ];
}

function mistakesOfEnvironment(
  plan: PlanOnPaper,
  environment: EnvironmentOnPaper,
  path: readonly (string | number)[],
): Mistake[] {
  const steps = Array.isArray(environment.steps) ? environment.steps : [];
  const named = (gates: readonly string[] | undefined, where: readonly (string | number)[]) =>
    (gates ?? []).flatMap((gate, place) =>
      gate in plan.gates
        ? []
        : [
            {
              path: [...where, place],
              sentence: `There is no gate ${gate}; there are ${Object.keys(plan.gates).join(', ') || 'none'}.`,
            },
          ],
    );
  return [
    ...named(environment.gates, [...path, 'gates']),
    ...steps.flatMap((step, place) => [
      ...named(step.gates, [...path, 'steps', place, 'gates']),
      ...mistakesOfState(step.to, keptBefore(steps, place), [...path, 'steps', place, 'to']),
    ]),
  ];
}

/** What stands when a step is taken: what was for a period is gone by then. */
function keptBefore(steps: readonly StepOnPaper[], place: number): string | undefined {
  return steps.slice(0, place).findLast(({ period }) => period === undefined)?.to;
}

/** Times that cannot come true. */
function mistakesOfTimes(
  plan: PlanOnPaper,
  environment: EnvironmentOnPaper,
  path: readonly (string | number)[],
): Mistake[] {
  const steps = Array.isArray(environment.steps) ? environment.steps : [];
  const settle = readDuration(plan.settle ?? '0s');
  return steps.flatMap(({ to, hold = environment.hold, period, deadline = environment.deadline }, place) => {
    const where = [...path, 'steps', place];
    const lasts = Math.max(readDuration(period ?? '0s'), readDuration(hold ?? HOLD));
    const end = readDuration(deadline ?? '0s');
    const isLast = place === steps.length - 1 && environment === plan.environments.at(-1);
    return [
      ...(end > 0 && end <= lasts
        ? [{ path: where, sentence: `The deadline of ${to} is over before the step may be passed.` }]
        : []),
      ...(period !== undefined && readDuration(period) <= settle
        ? [{ path: [...where, 'period'], sentence: `The period of ${to} is over before every process has the step.` }]
        : []),
      ...(period !== undefined && isLast
        ? [{ path: [...where, 'period'], sentence: 'The last step of a rollout is for good: a period cannot end it.' }]
        : []),
    ];
  });
}

/** Each step only adds people: who has met the new way keeps it, unless everybody goes back. */
function mistakesOfState(to: string, before: string | undefined, path: readonly (string | number)[]): Mistake[] {
  try {
    if (readFlagState(to).kind === 'off')
      return [{ path, sentence: 'No step switches the flag off: that is a roll back.' }];
  } catch (error) {
    return [{ path, sentence: (error as Error).message }];
  }
  if (before === undefined || to === 'on') return [];
  const [now, then] = [reachOf(to), reachOf(before)];
  const lost = usersOf(before).find((user) => !usersOf(to).includes(user));
  const grows = now.percent > then.percent || (now.percent === then.percent && now.users > then.users);
  if (grows && lost === undefined) return [];
  const sentence = grows
    ? `${to} takes user ${lost} away again, whom ${before} let in; name them here too.`
    : `${to} reaches no more people than ${before} before it.`;
  return [{ path, sentence }];
}
