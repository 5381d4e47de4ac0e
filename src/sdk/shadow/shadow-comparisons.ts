import type { EligibilityAnswers, Question } from '../eligibility-source.ts';
import type { EvaluateFlag } from '../flag.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { Background } from './background.ts';
import type { Comparer } from './comparer.ts';
import type { Comparison, ComparisonMode } from './comparison.ts';
import type { ComparisonReport } from './comparison-report.ts';

export type ShadowParts = {
  readonly comparer: Comparer;
  readonly report: ComparisonReport;
  readonly evaluateFlag: EvaluateFlag;
  readonly logger: Logger;
  readonly telemetry: Telemetry;
  readonly share: number;
  readonly concurrency: number;
  readonly waiting: number;
  readonly reportEveryMs: number;
};

/** Milliseconds for each side of a comparison without traffic: nobody waits for it, and many are asked at once. */
const RUN_WITHIN = 20_000;

/** Compares what callers were told with what the other side says, in the background; counts it, and tells the portal. */
export class ShadowComparisons {
  readonly #parts: ShadowParts;
  readonly #background: Background;
  readonly #timer: NodeJS.Timeout;

  constructor(parts: ShadowParts) {
    this.#parts = parts;
    const { telemetry, logger, concurrency, waiting } = parts;
    this.#background = new Background({
      concurrency,
      waiting,
      onDropped: (reason) => telemetry.count('trial_eligibility_comparisons_dropped_total', 1, { reason }),
      onFailed: (error) => logger.warn({ err: error }, 'eligibility: a comparison failed'),
    });
    this.#timer = setInterval(() => void parts.report.send(), parts.reportEveryMs);
    this.#timer.unref();
  }

  /** Takes note of an answer. Costs the caller a few comparisons of numbers, and never throws. */
  readonly onAnswered = (answers: EligibilityAnswers, { userId, report }: Question): void => {
    if (answers.size === 0 || Math.random() >= this.#parts.share) return;
    const { method } = report;
    this.#background.add(async () => {
      const { value } = await this.#parts.evaluateFlag(userId);
      if (value) await this.#compare(answers, method === 'ssot' ? 'checked' : 'shadow');
    });
  };

  async #compare(answers: EligibilityAnswers, mode: 'checked' | 'shadow'): Promise<void> {
    // Where the old queries stood in for the portal they would be compared with themselves.
    const comparable =
      mode === 'shadow' ? answers : new Map([...answers].filter(([, one]) => one.source !== 'database'));
    const known = new Map([...comparable].filter(([, one]) => one.trialTypes !== undefined));
    if (known.size === 0) return;
    const compared = await this.#parts.comparer.compareAnswers(known, mode === 'checked' ? 'old' : 'new');
    this.#parts.report.add(mode, compared);
    this.#count(mode, compared);
    const failed = compared.find(
      ({ outcome }) => outcome.endsWith('error') || outcome.endsWith('timeout') || outcome === 'both_failed',
    );
    // For the circuit breaker: a side that does not answer is left alone for a while.
    if (failed) throw new Error(`The other side did not answer (${failed.outcome}).`);
  }

  #count(mode: ComparisonMode, compared: readonly Comparison[]): void {
    for (const { plan, trialType, outcome } of compared) {
      const labels = { mode, plan, trial_type: trialType, outcome };
      this.#parts.telemetry.count('trial_eligibility_comparisons_total', 1, labels);
    }
  }

  /**
   * Compares these namespaces now, whoever asks for them; for a comparison without traffic.
   * @throws {PortalUnavailable} where the portal could not be told: they are to be compared again.
   */
  async run(namespaceIds: readonly number[], progress: { readonly runId: number; readonly untilId: number }) {
    const compared = await this.#parts.comparer.compareNow(namespaceIds, RUN_WITHIN);
    await this.#parts.report.tell(compared, progress);
    this.#count('run', compared);
    return compared;
  }

  /** Comparisons that are under way or wait. */
  get size(): number {
    return this.#background.size;
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#background.stop();
    await this.#parts.report.send();
  }
}
