import type { Facts } from '#domain/eligibility/facts.ts';
import { RULES } from '#domain/eligibility/rules.ts';
import type { TrialType } from '#domain/eligibility/trial-type.ts';
import { durationAt } from '#domain/eligibility/trial-type.ts';
import { unpackFacts } from '#domain/eligibility/unpack-facts.ts';
import { dayOf, isoOfDay } from '#domain/time/days.ts';
import type { Connection, Pool } from '#kit/postgres/pool.ts';
import type { Application } from '../contract/application.ts';
import type { CurrentRules, RulesInForce } from '../rule-sets/current-rules.ts';
import { type ApplicationReading, insertTrialAndCommit, lockAndReadApplication } from './application-store.ts';
import { insertRefusal } from './refusal-store.ts';
import type { Trial } from './trial.ts';

export type ApplicationContext = {
  readonly idempotencyKey: string | null;
  /** Of the body as sent, to recognise the same key with another body. */
  readonly bodyHash: Buffer;
  readonly requestId: string;
};

export type ApplicationOutcome =
  | {
      readonly kind: 'granted' | 'repeated';
      readonly trial: Trial;
      /** Of the namespace with this trial in it, within its epoch. */
      readonly version: number;
      readonly epoch: number;
    }
  | { readonly kind: 'refused'; readonly reasons: readonly { readonly code: string; readonly sentence: string }[] };

const EXCLUSION_VIOLATION = '23P01';

/** Starts trials: decides and writes in one transaction under the namespace's lock, so that nobody gets one twice. */
export class TrialApplications {
  readonly #pool: Pool;
  readonly #rules: CurrentRules;
  readonly #onGranted: () => void;

  /** @param onGranted told after the commit, so that the outbox is looked at without waiting for its next turn. */
  constructor(pool: Pool, rules: CurrentRules, onGranted: () => void) {
    this.#pool = pool;
    this.#rules = rules;
    this.#onGranted = onGranted;
  }

  async apply(application: Application, context: ApplicationContext): Promise<ApplicationOutcome> {
    try {
      return await this.#applyOnce(application, context);
    } catch (error) {
      // Another application took the same Idempotency-Key meanwhile; the second look finds it.
      if ((error as { constraint?: string }).constraint !== 'idempotency_keys_pkey') throw error;
      return this.#applyOnce(application, context);
    }
  }

  async #applyOnce(application: Application, context: ApplicationContext): Promise<ApplicationOutcome> {
    const connection = await this.#pool.connect();
    let broken: Error | undefined;
    try {
      // BEGIN travels with the locks; if it fails, so do they.
      const begun = connection.query('BEGIN');
      begun.catch(() => {});
      const outcome = await this.#decide(connection, application, context);
      if (outcome.kind === 'granted') this.#onGranted();
      return outcome;
    } catch (error) {
      await connection.query('ROLLBACK').catch((rollbackError: Error) => {
        broken = rollbackError;
      });
      throw error;
    } finally {
      connection.release(broken);
    }
  }

  async #decide(
    connection: Connection,
    application: Application,
    context: ApplicationContext,
  ): Promise<ApplicationOutcome> {
    const reading = await lockAndReadApplication(connection, application, context.idempotencyKey);
    const again = repeatOf(reading, context);
    if (again) {
      await connection.query('COMMIT');
      return again;
    }
    const rules = await this.#rules.inForce(reading.ruleSetHead, reading.at, connection);
    const facts = factsOf(application, reading);
    const trialType = rules.decider.offered.find((one) => one.type === application.trialType);
    const codes = trialType ? blockingCodes(rules, facts, trialType, reading) : ['trial_type_not_offered'];
    if (trialType && codes.length === 0) {
      try {
        return await grant(connection, application, context, { reading, rules, trialType });
      } catch (error) {
        if ((error as { code?: string }).code !== EXCLUSION_VIOLATION) throw error;
        // COMMIT of a failed transaction rolled it back; what follows is a statement of its own.
        codes.push('trial_running');
      }
    }
    const decidedBy = { facts: reading.packedFacts, application: facts.application };
    const refusal = {
      application,
      codes,
      ruleSet: rules.ruleSet.number,
      facts: decidedBy,
      requestId: context.requestId,
    };
    await insertRefusal(connection, refusal);
    await connection.query('COMMIT');
    return { kind: 'refused', reasons: codes.map((code) => ({ code, sentence: sentenceOf(code) })) };
  }
}

function repeatOf(reading: ApplicationReading, context: ApplicationContext): ApplicationOutcome | undefined {
  const { keyed, repeated, version, epoch } = reading;
  if (keyed) {
    if (keyed.bodyHash.equals(context.bodyHash)) return { kind: 'repeated', trial: keyed.trial, version, epoch };
    return {
      kind: 'refused',
      reasons: [{ code: 'idempotency_key_reused', sentence: sentenceOf('idempotency_key_reused') }],
    };
  }
  return repeated && { kind: 'repeated', trial: repeated, version, epoch };
}

function factsOf(application: Application, reading: ApplicationReading): Facts {
  return {
    ...unpackFacts(reading.packedFacts),
    application: {
      plan: application.plan,
      startedAt: reading.applicantStartedAt,
      exempt: reading.applicantExempt,
    },
  };
}

function blockingCodes(rules: RulesInForce, facts: Facts, trialType: TrialType, reading: ApplicationReading): string[] {
  return [...rules.decider.codesOf(rules.decider.decide(facts, trialType, reading.at).blocking)];
}

type Decided = { readonly reading: ApplicationReading; readonly rules: RulesInForce; readonly trialType: TrialType };

async function grant(
  connection: Connection,
  application: Application,
  context: ApplicationContext,
  { reading, rules, trialType }: Decided,
): Promise<ApplicationOutcome> {
  const today = dayOf(reading.at);
  const trial = {
    application,
    startsOn: isoOfDay(today),
    endsOn: isoOfDay(today + durationAt(trialType, reading.at)),
    startedAt: new Date(reading.at),
    applicantEmailHash: reading.applicantEmailHash,
    ruleSet: rules.ruleSet.number,
    granted: { facts: reading.packedFacts, plan: application.plan, request_id: context.requestId },
    idempotencyKey: context.idempotencyKey,
    bodyHash: context.bodyHash,
  };
  const { id, version, epoch } = await insertTrialAndCommit(connection, trial);
  return {
    kind: 'granted',
    version,
    epoch,
    trial: {
      id,
      namespaceId: application.namespaceId,
      trialType: application.trialType,
      startsOn: trial.startsOn,
      endsOn: trial.endsOn,
      uid: application.uid,
      startedAt: trial.startedAt,
      ruleSet: trial.ruleSet,
      origin: 'application',
      glmSource: application.glmSource,
      glmContent: application.glmContent,
      allowedAgainAt: null,
      voidedAt: null,
      state: 'retrying',
    },
  };
}

const otherSentences: Record<string, string> = {
  trial_type_not_offered: 'This trial is not offered at the moment. Please choose another one.',
  idempotency_key_reused:
    'This Idempotency-Key was used for another application; send a new key with a new application.',
};

function sentenceOf(code: string): string {
  return RULES.find((rule) => rule.code === code)?.customerSentence ?? otherSentences[code] ?? code;
}
