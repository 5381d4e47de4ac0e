import { Fault } from '#kit/errors/fault.ts';
import type { Meter } from '#kit/telemetry/meter.ts';
import type { EligibilityQuestion } from '../contract/eligibility-question.ts';
import type { CurrentRules } from '../rule-sets/current-rules.ts';
import type { NamespaceReader, NamespaceReading } from './namespace-reader.ts';
import type { Replica } from './replica.ts';
import { writeAnswer } from './write-answer.ts';

/** Answers which trials namespaces may start. One round trip, whatever the number of ids. */
export class EligibilityAnswers {
  readonly #reader: NamespaceReader;
  readonly #rules: CurrentRules;
  readonly #replica: Replica | undefined;
  readonly #onObserved: (codes: readonly string[], trialType: string) => void;

  constructor(reader: NamespaceReader, rules: CurrentRules, meter: Meter, replica?: Replica) {
    this.#replica = replica;
    this.#reader = reader;
    this.#rules = rules;
    const observed = meter.createCounter('trial_rule_observed_total', {
      description: 'Times that a rule which is only observed would have blocked.',
    });
    this.#onObserved = (codes, trialType) => {
      for (const rule of codes) observed.add(1, { rule, trial_type: trialType });
    };
  }

  /**
   * @returns the answer as JSON text.
   * @throws {Fault} `version_unavailable` when an answer would be older than `at_least` asks.
   */
  async answer(question: EligibilityQuestion): Promise<string> {
    const replica = this.#replica;
    // A floor is a promise of the primary's; its statements are never shared with a replica's.
    if (!replica?.usable || question.atLeast.size > 0) return this.#answerFrom(this.#reader, this.#rules, question);
    try {
      return await this.#answerFrom(replica.reader, replica.rules, question);
    } catch {
      replica.distrust();
      return this.#answerFrom(this.#reader, this.#rules, question);
    }
  }

  async #answerFrom(reader: NamespaceReader, current: CurrentRules, question: EligibilityQuestion): Promise<string> {
    const reading = await reader.read(question.ids);
    if (question.atLeast.size > 0) assertAtLeast(question, reading);
    const known = current.inForce(reading.ruleSetHead, reading.at);
    const rules = known instanceof Promise ? await known : known;
    return writeAnswer(question.ids, reading, rules, {
      includeReasons: question.includeReasons,
      onObserved: this.#onObserved,
    });
  }
}

function assertAtLeast(question: EligibilityQuestion, reading: NamespaceReading): void {
  for (const id of question.ids) {
    const floor = question.atLeast.get(id);
    const version = reading.namespaces.get(id)?.version ?? 0;
    if (floor === undefined || version >= floor) continue;
    throw new Fault('version_unavailable', `Namespace ${id} is at version ${version} here, not yet at ${floor}.`, {
      status: 503,
      retryAfterSeconds: 1,
    });
  }
}
