import type { Job } from '#kit/jobs/job.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { EligibilityFault, type TrialEligibility } from '#sdk/index.ts';
import type { Group } from '../groups/group.ts';
import { findGroup } from '../groups/group-store.ts';
import { rememberOwnChange } from '../sessions/session-store.ts';
import type { Application } from './application.ts';
import {
  findApplication,
  updateConfirmed,
  updateGivenUp,
  updateLeadSent,
  updateRefused,
  updateStarted,
} from './application-store.ts';
import { mayTryFrom } from './eligible-plans.ts';
import { refusalSentence } from './refusal-sentence.ts';
import { sentenceFor } from './start-trial.ts';

export const APPLY_JOB = 'apply_for_trial';
const WITHIN = 5_000;

type Around = { readonly database: Pool; readonly eligibility: () => TrialEligibility };

/**
 * What a registration has queued: asks whether the trial may be started where nobody could say, hands in the lead, applies;
 * each of them done once. It is tried again with backoff for 24 hours.
 */
export function applyInBackground({ database, eligibility }: Around): Job {
  return {
    name: APPLY_JOB,
    run: async (payload) => {
      const application = await findApplication(database, Number(payload.application_id));
      if (!application || !['confirming', 'waiting'].includes(application.state)) return;
      try {
        await new Attempt(database, eligibility(), application).run();
      } catch (error) {
        const isOver = Date.now() > application.giveUpAt.getTime();
        if (!isOver) throw error;
        await updateGivenUp(
          database,
          application.id,
          error instanceof EligibilityFault ? error.code : 'internal_error',
        );
      }
    },
  };
}

class Attempt {
  readonly #database: Pool;
  readonly #eligibility: TrialEligibility;
  readonly #application: Application;

  constructor(database: Pool, eligibility: TrialEligibility, application: Application) {
    this.#database = database;
    this.#eligibility = eligibility;
    this.#application = application;
  }

  async run(): Promise<void> {
    const { id, userId, namespaceId } = this.#application;
    const group = await findGroup(this.#database, namespaceId, userId);
    if (!group?.isOwner)
      return updateRefused(this.#database, id, 'not_found', 'The group is gone, or is not yours any more.');
    const trialType = this.#application.trialType ?? (await this.#confirm(group));
    if (trialType === undefined) return;
    await this.#sendLead();
    await this.#apply(group, trialType);
  }

  /** @returns undefined where it may not be started. @throws {EligibilityFault} where nobody can say. */
  async #confirm(group: Group): Promise<string | undefined> {
    const { id, userId } = this.#application;
    const answers = await this.#eligibility.check([group.id], { place: 'job', userId, requestId: `application ${id}` });
    const answer = answers.get(group.id);
    if (!answer?.trialTypes) {
      throw new EligibilityFault(
        answer?.because ?? 'left_out',
        'Nobody can say right now whether the trial may be started.',
      );
    }
    const type = mayTryFrom(group.plan) ? this.#eligibility.chooseType(answer, group.plan) : undefined;
    if (!type) {
      const reasons = await this.#eligibility.listReasons([group.id], WITHIN);
      await updateRefused(
        this.#database,
        id,
        'not_eligible',
        refusalSentence(group.id, reasons, mayTryFrom(group.plan)),
      );
      return undefined;
    }
    await updateConfirmed(this.#database, id, type.type);
    return type.type;
  }

  /** A lead that the portal refuses cannot be mended by anybody any more, and is no reason not to start the trial. */
  async #sendLead(): Promise<void> {
    const { id, userId, namespaceId, lead, isLeadSent } = this.#application;
    if (isLeadSent || !lead) return;
    await this.#eligibility.submitLead({ uid: userId, namespaceId, attributes: lead }, WITHIN);
    await updateLeadSent(this.#database, id);
  }

  async #apply({ id: namespaceId, plan }: Group, trialType: string): Promise<void> {
    const { id, userId: uid, idempotencyKey } = this.#application;
    const outcome = await this.#eligibility.apply({ uid, namespaceId, trialType, plan, idempotencyKey }, WITHIN);
    if (outcome.outcome === 'refused') return updateRefused(this.#database, id, outcome.code, sentenceFor(outcome));
    await updateStarted(this.#database, id, outcome);
    await rememberOwnChange(this.#database, uid, namespaceId, outcome.floor);
  }
}
