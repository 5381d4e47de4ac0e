import type { Explanation } from '#portal/contract/explanation-answer.ts';

export type Decision = Explanation['decisions'][number];

export type Verdict = {
  readonly may: boolean;
  /** For operators, with facts and dates. */
  readonly sentence: string;
  /** For the customer: what they can do, and never how abuse is recognised. */
  readonly customerSentence: string;
  /** Until when it holds by the passing of time alone; null: until something is changed. */
  readonly validUntil: string | null;
};

/** What saas has told of the namespace; undefined while nobody has. */
export type Known = { readonly name: string; readonly plan: string | null } | undefined;

const FREE = ['none', 'free', 'default'];

/** Whether a type is meant for a plan; no plan is free. */
function isMeantFor({ plans }: Decision, plan: string | null): boolean {
  const name = plan ?? 'none';
  return plans.includes(name) || (FREE.includes(name) && plans.some((one) => FREE.includes(one)));
}

/** The rules that stand against it, in the order in which they are asked. */
export const blockingRules = ({ rules }: Decision) =>
  rules.filter((rule) => rule.blocks && rule.state === 'bind' && rule.asked === 'always');

/** The answer in one sentence, for the types that are meant for the namespace's plan. */
export function sayVerdict(id: string, decisions: readonly Decision[], known: Known): Verdict {
  const who = known ? known.name : `Namespace ${id}`;
  const meant = known ? decisions.filter((one) => isMeantFor(one, known.plan)) : decisions;
  if (meant.length === 0) {
    const others = sentencesOf(decisions.slice(0, 1), decisions).map((one) => ` ${one}`);
    return {
      may: false,
      validUntil: earliest(decisions.map((one) => one.valid_until)),
      sentence: `${who} may not start a trial: none is offered for the plan ${known?.plan ?? 'none'}.${others.join('')}`,
      customerSentence:
        customerSentenceOf(decisions.slice(0, 1)) ?? 'There is no trial for the plan that your group is on.',
    };
  }
  const validUntil = earliest(meant.map((one) => one.valid_until));
  const granted = meant.filter((one) => one.eligible);
  if (granted.length > 0) return { may: true, validUntil, ...sayYes(who, granted) };
  return {
    may: false,
    validUntil,
    sentence: `${who} may not start a trial. ${sentencesOf(meant, decisions).join(' ')}`,
    customerSentence: customerSentenceOf(meant) ?? 'Your group cannot start a trial at the moment.',
  };
}

/** One sentence is enough: that a trial runs, where one does, else the first that stands against it. */
function customerSentenceOf(decisions: readonly Decision[]): string | undefined {
  const rules = decisions.flatMap(blockingRules);
  return (rules.find(({ code }) => code === 'trial_running') ?? rules[0])?.customer_sentence;
}

/** What stands against them, each sentence once. */
function sentencesOf(meant: readonly Decision[], all: readonly Decision[]): string[] {
  return [...new Set(meant.flatMap(blockingRules).map((rule) => named(rule.sentence, all)))];
}

/** A rule's sentence as one that stands by itself, with the names of the types in place of their words. */
function named(sentence: string, decisions: readonly Decision[]): string {
  // The longest first: one word may begin another.
  const longestFirst = decisions.toSorted((one, other) => other.trial_type.length - one.trial_type.length);
  const said = longestFirst.reduce((text, one) => text.replaceAll(one.trial_type, one.name), sentence);
  return said.replace(/^Has /, 'It has ');
}

function sayYes(who: string, granted: readonly Decision[]) {
  const [first] = granted;
  const days = first?.duration_days ? ` for ${first.duration_days} days` : '';
  return {
    sentence: `${who} may start ${granted.map((one) => one.name).join(', or ')}.`,
    customerSentence: `Your group can start a free trial of ${first?.name}${days}. An Owner of the group starts it from its billing page.`,
  };
}

function earliest(times: readonly (string | null)[]): string | null {
  return times.filter((one) => one !== null).sort()[0] ?? null;
}
