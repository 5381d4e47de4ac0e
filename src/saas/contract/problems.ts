import type { Problems } from '../subscriptions/problems.ts';

/** Every problem with its attribute in front: `seats must be a whole number from 0 to 2147483647`. */
export function problemSentences(problems: Problems): string[] {
  return Object.entries(problems).flatMap(([name, all]) => all.map((problem) => `${name} ${problem}`));
}

/** The same problems, told of attributes of `owner`, as GitLab names what is nested: `gitlab_subscription.seats`. */
export function problemsOf(owner: string, problems: Problems): Problems {
  return Object.fromEntries(Object.entries(problems).map(([name, all]) => [`${owner}.${name}`, all]));
}

/** The problems that a service found, by the wire's names: `trialEndsOn` is `trial_ends_on` there. */
export function wireProblems(problems: Problems): Problems {
  const wireName = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return Object.fromEntries(Object.entries(problems).map(([name, all]) => [wireName(name), all]));
}
