import {
  type EligibilityAnswers,
  type EligibilitySource,
  NamespaceEligibility,
  type Question,
  unknownEligibility,
} from './eligibility-source.ts';
import { codeOf } from './faults.ts';

/** Codes of an `unknown` that somebody else may answer: the portal was not heard. Where it was heard, and said less than
 * the caller already knows, nobody else knows better. */
const NOT_HEARD = new Set(['portal_unavailable', 'portal_answer_invalid', 'portal_overloaded', 'deadline_passed']);

/** Asks the second source for what the first could not find out, for as long as the deadline allows. */
export class EligibilitySourceWithFallback implements EligibilitySource {
  readonly #first: EligibilitySource;
  readonly #second: EligibilitySource;

  constructor(first: EligibilitySource, second: EligibilitySource) {
    this.#first = first;
    this.#second = second;
  }

  async check(question: Question): Promise<EligibilityAnswers> {
    const answers = await this.#first.check(question).catch((error: unknown) => allUnknown(question, codeOf(error)));
    let left: number[] | undefined;
    for (const answer of answers.values()) {
      if (answer.trialTypes || !answer.because || !NOT_HEARD.has(answer.because)) continue;
      // A session's own change is not known to anybody but the portal.
      if (question.atLeast?.has(answer.namespaceId)) continue;
      left ??= [];
      left.push(answer.namespaceId);
    }
    return left ? this.#askSecond(left, question, answers) : answers;
  }

  async #askSecond(ids: number[], question: Question, answers: EligibilityAnswers): Promise<EligibilityAnswers> {
    const { report } = question;
    report.fallbackReason = answers.get(ids[0] ?? 0)?.because;
    try {
      for (const [id, answer] of await this.#second.check({ ...question, namespaceIds: ids, atLeast: undefined })) {
        const because = answers.get(id)?.because;
        answers.set(id, new NamespaceEligibility(id, answer.source, answer.trialTypes, { ...answer, because }));
      }
    } catch (error) {
      report.errorCode = codeOf(error);
    }
    return answers;
  }
}

function allUnknown({ namespaceIds }: Question, because: string): EligibilityAnswers {
  return new Map(namespaceIds.map((id) => [id, unknownEligibility(id, because)]));
}
