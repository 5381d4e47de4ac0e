import {
  type EligibilityAnswers,
  NamespaceEligibility,
  type Question,
  unknownEligibility,
} from '../eligibility-source.ts';
import { codeOf } from '../faults.ts';
import type { CacheParts } from './cache-parts.ts';
import { isOutdated, missesChange } from './floors.ts';
import type { Load, Loader, Want } from './loader.ts';
import { isBelow, laterOf } from './order.ts';

/** How long a reader waits for something newer than what it could be served. */
const SOFT_WITHIN = 75;
/** How often an answer that came too late for a change is asked again. */
const MOST_ATTEMPTS = 4;

export type Missing = Want & {
  /** What is served, marked stale, if nothing newer can be had. */
  readonly stale: NamespaceEligibility | undefined;
  /** How often the portal has answered below the floor that it was given. */
  readonly below: number;
};

/** Loads what is missing and says what came of it, for each namespace, within the question's deadline. */
export async function askForMissing(
  missing: readonly Missing[],
  question: Question,
  answers: EligibilityAnswers,
  loader: Loader,
  parts: CacheParts,
  attempt = 1,
): Promise<void> {
  const asked = missing.map((one) => begin(one, loader, question, answers, parts));
  await waitFor(asked, question.deadline, parts);
  const again: Missing[] = [];
  for (const { one, load } of asked) {
    if (!load) continue;
    const found = resolve(one, load, attempt, parts, question);
    if (found instanceof NamespaceEligibility) {
      if (found.trialTypes) parts.tier.dropBelow(one.id, found);
      answers.set(one.id, found);
    } else again.push(found);
  }
  if (again.length > 0) await askForMissing(again, question, answers, loader, parts, attempt + 1);
}

type Asked = { readonly one: Missing; readonly load: Load | undefined };

function begin(
  one: Missing,
  loader: Loader,
  question: Question,
  answers: EligibilityAnswers,
  parts: CacheParts,
): Asked {
  try {
    // Where something can be served, nobody queues for something newer.
    if (!one.stale || loader.hasRoom) return { one, load: loader.want(one) };
    answers.set(one.id, one.stale);
  } catch (error) {
    answers.set(one.id, instead(one, codeOf(error), question, parts));
  }
  return { one, load: undefined };
}

/** Readers that can be served wait a moment; the others until their deadline. */
async function waitFor(asked: readonly Asked[], deadline: number, { clock }: CacheParts): Promise<void> {
  const [soft, hard] = [new Set<Promise<void>>(), new Set<Promise<void>>()];
  for (const { one, load } of asked) if (load) (one.stale ? soft : hard).add(load.settled);
  const left = Math.max(1, deadline - clock.monotonic());
  await Promise.all([untilSettled(soft, Math.min(SOFT_WITHIN, left)), untilSettled(hard, left)]);
}

async function untilSettled(loads: ReadonlySet<Promise<void>>, milliseconds: number): Promise<void> {
  if (loads.size === 0) return;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([Promise.all(loads), late]);
  clearTimeout(timer);
}

/** What one namespace is answered with, or what has to be asked again. */
function resolve(
  one: Missing,
  load: Load,
  attempt: number,
  parts: CacheParts,
  question: Question,
): NamespaceEligibility | Missing {
  const { outcome } = load;
  if (outcome.state === 'pending') return instead(one, 'deadline_passed', question, parts);
  if (outcome.state === 'failed') return instead(one, codeOf(outcome.error), question, parts);
  const answer = outcome.answers.get(one.id);
  if (!answer?.trialTypes) {
    parts.leftOut.add(one.id, parts.clock.monotonic());
    return unknownEligibility(one.id, 'left_out');
  }
  return accept(one, answer, load, attempt, parts);
}

function accept(
  one: Missing,
  answer: NamespaceEligibility,
  load: Load,
  attempt: number,
  { floors, known, telemetry, clock }: CacheParts,
): NamespaceEligibility | Missing {
  const told = floors.get(one.id);
  const isBelowAsked = isBelow(answer, one.floor) || answer.epoch < known.epoch;
  const missedAChange = told !== undefined && missesChange(told, answer, load.sentAt ?? 0);
  const isOlderRuleSet = answer.epoch === known.epoch && answer.ruleSet < known.ruleSet;
  if (!isBelowAsked && !missedAChange && !isOlderRuleSet) return answer;
  telemetry.count('trial_eligibility_below_floor_total');
  const below = one.below + (isBelowAsked ? 1 : 0);
  if (below < 2 && attempt < MOST_ATTEMPTS && !(isOlderRuleSet && attempt > 1)) {
    const floor = told ? laterOf(one.floor, { epoch: told.epoch, version: told.version }) : one.floor;
    return { ...one, floor, primary: true, below, notBefore: clock.monotonic() };
  }
  // One of the portal's processes has not heard of the new rules yet; the answer is right but for them.
  if (!isBelowAsked && !missedAChange) {
    return new NamespaceEligibility(one.id, 'stale', answer.trialTypes, { ...answer, because: 'older_rule_set' });
  }
  return unknownEligibility(one.id, 'below_floor');
}

/** What is served where the portal did not answer; never what this process has meanwhile been told is too old. */
function instead(one: Missing, because: string, { report }: Question, { floors }: CacheParts): NamespaceEligibility {
  report.errorCode ??= because;
  const told = floors.get(one.id);
  const mayServe = one.stale && !(told && isOutdated(told, one.stale, one.token));
  return mayServe && one.stale ? one.stale : unknownEligibility(one.id, because);
}
