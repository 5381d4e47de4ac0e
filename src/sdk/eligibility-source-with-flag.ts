import type { EligibilityAnswers, EligibilitySource, Question } from './eligibility-source.ts';
import type { FlagEvaluation } from './flag.ts';

/** Chooses who answers: the single source of truth, or the product's own queries. Nothing else depends on the flag. */
export class EligibilitySourceWithFlag implements EligibilitySource {
  readonly #evaluate: (question: Question) => Promise<FlagEvaluation> | FlagEvaluation;
  readonly #on: EligibilitySource;
  readonly #off: EligibilitySource;

  constructor(
    evaluate: (question: Question) => Promise<FlagEvaluation> | FlagEvaluation,
    on: EligibilitySource,
    off: EligibilitySource,
  ) {
    this.#evaluate = evaluate;
    this.#on = on;
    this.#off = off;
  }

  async check(question: Question): Promise<EligibilityAnswers> {
    const { value, reason } = await this.#evaluate(question);
    const { report } = question;
    report.flagValue = value;
    report.flagReason = reason;
    report.method = value ? 'ssot' : 'database';
    return (value ? this.#on : this.#off).check(question);
  }
}
