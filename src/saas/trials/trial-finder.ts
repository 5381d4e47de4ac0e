import type { Pool } from '#kit/postgres/pool.ts';
import {
  ANSWER_SOURCES,
  type FlagEvaluation,
  type NamespaceEligibility,
  type Place,
  type TrialEligibility,
  type TrialType,
} from '#sdk/index.ts';
import type { Group } from '../groups/group.ts';
import { listOwnedGroups } from '../groups/group-store.ts';
import type { Session } from '../sessions/session.ts';
import { isInFlight } from './application.ts';
import { mayTryFrom } from './eligible-plans.ts';

export type EligibleGroup = { readonly group: Group; readonly type: TrialType };

export type FoundTrials = {
  /** By name. */
  readonly eligible: readonly EligibleGroup[];
  /** Groups of the person for which nobody can say right now. */
  readonly unknown: readonly Group[];
  /** Groups of the person that may start none. */
  readonly others: readonly Group[];
  /** What the flag chose, and the furthest place that an answer came from. */
  readonly method: 'ssot' | 'database';
  readonly source: string;
  readonly durationMs: number;
};

export type Asking = {
  readonly place: Place;
  readonly requestId: string;
  /** Asks the portal's primary, whatever lies in a cache. */
  readonly fresh?: boolean;
  readonly deadlineMs?: number;
  /** What was read earlier in the same request. */
  readonly flag?: FlagEvaluation;
};

/** Says which groups of a person may start a trial, by the method that the flag chose for that person. */
export class TrialFinder {
  readonly #database: Pool;
  readonly #eligibility: () => TrialEligibility;

  constructor(database: Pool, eligibility: () => TrialEligibility) {
    this.#database = database;
    this.#eligibility = eligibility;
  }

  /** Everything that a person owns. Nothing that could start one: nobody is asked. */
  async findForPerson(session: Session, asking: Asking): Promise<FoundTrials> {
    return this.findAmong(session, await listOwnedGroups(this.#database, session.userId), asking);
  }

  /** Among these groups of the person. */
  async findAmong(session: Session, groups: readonly Group[], asking: Asking): Promise<FoundTrials> {
    const eligibility = this.#eligibility();
    const began = performance.now();
    const candidates = groups.filter(isCandidate);
    const flag = asking.flag ?? (await eligibility.evaluateFlag(session.userId));
    const answers = candidates.length > 0 ? await this.#check(session, candidates, flag, asking) : new Map();
    const [eligible, unknown, others]: [EligibleGroup[], Group[], Group[]] = [[], [], groups.filter(isNoCandidate)];
    for (const group of candidates) {
      const answer: NamespaceEligibility | undefined = answers.get(group.id);
      const type = eligibility.chooseType(answer, group.plan);
      if (type) eligible.push({ group, type });
      else if (answer?.trialTypes) others.push(group);
      else unknown.push(group);
    }
    return {
      eligible,
      unknown,
      others,
      method: flag.value ? 'ssot' : 'database',
      source: furthest(answers),
      durationMs: performance.now() - began,
    };
  }

  #check({ userId, ownChanges }: Session, groups: readonly Group[], flag: FlagEvaluation, asking: Asking) {
    const { place, requestId, fresh, deadlineMs } = asking;
    return this.#eligibility().check(
      groups.map(({ id }) => id),
      {
        place,
        userId,
        requestId,
        flag,
        atLeast: ownChanges,
        ...(fresh ? { fresh } : {}),
        ...(deadlineMs === undefined ? {} : { deadlineMs }),
      },
    );
  }
}

/** Directly owned, at the top, on a plan that a trial can follow, and none applied for. */
function isCandidate(group: Group): boolean {
  const isUnderWay = group.application !== undefined && isInFlight(group.application.state);
  return group.isOwner && group.isTopLevel && mayTryFrom(group.plan) && !isUnderWay;
}

const isNoCandidate = (group: Group) => !isCandidate(group);

function furthest(answers: ReadonlyMap<number, NamespaceEligibility>): string {
  let place = 0;
  for (const { source } of answers.values()) place = Math.max(place, ANSWER_SOURCES.indexOf(source));
  return answers.size === 0 ? 'none' : (ANSWER_SOURCES[place] ?? 'unknown');
}
