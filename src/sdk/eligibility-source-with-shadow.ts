import type { EligibilityAnswers, EligibilitySource, Question } from './eligibility-source.ts';

/** What is done with an answer that the caller has got. */
export type OnAnswered = (answers: EligibilityAnswers, question: Question) => void;

/**
 * Hands each answer on for comparison once the caller has it. Outermost of the wrappers; it changes no answer, waits for
 * nothing, and what it hands on to never throws.
 */
export class EligibilitySourceWithShadow implements EligibilitySource {
  readonly #source: EligibilitySource;
  readonly #onAnswered: OnAnswered;

  constructor(source: EligibilitySource, onAnswered: OnAnswered) {
    this.#source = source;
    this.#onAnswered = onAnswered;
  }

  async check(question: Question): Promise<EligibilityAnswers> {
    const answers = await this.#source.check(question);
    this.#onAnswered(answers, question);
    return answers;
  }
}
