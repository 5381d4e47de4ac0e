import { hash, randomUUID } from 'node:crypto';
import { COMPARISONS_PATH, type ComparisonCount, type ComparisonSample, type ComparisonsReport } from '../contract.ts';
import { PortalAnswerInvalid, PortalUnavailable } from '../faults.ts';
import type { PortalClient } from '../portal-client/portal-client.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Comparison, ComparisonMode } from './comparison.ts';

/** Samples of one outcome in a minute and process, and of one cause among them, so that a rare one is seen as well. */
const MOST_SAMPLES = 20;
const MOST_OF_A_CAUSE = 8;
const MINUTE = 60_000;
const SEND_WITHIN = 5_000;
/** Kinds of counts between two reports. */
const MOST_COUNTS = 2_000;

/** Sums comparisons up, keeps a few whole of each outcome, and hands both to the portal. */
export class ComparisonReport {
  readonly #client: PortalClient;
  readonly #logger: Logger;
  readonly #environment: string | undefined;
  readonly #counts = new Map<string, number>();
  #unsent: ComparisonsReport | undefined;
  #samples: ComparisonSample[] = [];
  readonly #taken = new Map<string, number>();
  #minute = 0;

  constructor(client: PortalClient, logger: Logger, environment: string | undefined) {
    this.#client = client;
    this.#logger = logger;
    this.#environment = environment;
  }

  add(mode: 'shadow' | 'checked', comparisons: readonly Comparison[]): void {
    this.#tally(mode, comparisons, this.#counts, this.#samples);
  }

  #tally(mode: ComparisonMode, all: readonly Comparison[], counts: Map<string, number>, samples: ComparisonSample[]) {
    const now = Date.now();
    for (const one of all) {
      const key = JSON.stringify({
        mode,
        plan: one.plan,
        trial_type: one.trialType,
        outcome: one.outcome,
        cause: one.cause,
      });
      if (!counts.has(key) && counts.size >= MOST_COUNTS) continue;
      counts.set(key, (counts.get(key) ?? 0) + 1);
      if (one.outcome !== 'match' && this.#mayKeep(one, now)) samples.push(toSample(mode, one, now));
    }
  }

  #mayKeep({ outcome, cause }: Comparison, now: number): boolean {
    const minute = Math.floor(now / MINUTE);
    if (minute !== this.#minute) {
      this.#minute = minute;
      this.#taken.clear();
    }
    const kind = `${outcome} ${cause}`;
    const [taken, alike] = [this.#taken.get(outcome) ?? 0, this.#taken.get(kind) ?? 0];
    if (taken >= MOST_SAMPLES || (cause !== '' && alike >= MOST_OF_A_CAUSE)) return false;
    this.#taken.set(outcome, taken + 1).set(kind, alike + 1);
    return true;
  }

  /**
   * Tells of a part of a comparison without traffic; the same part told twice counts once.
   * @throws {PortalUnavailable} where the portal has not taken it: then the part is compared again.
   * @throws {PortalAnswerInvalid} where it never will: of a part that is lost nobody would hear.
   */
  async tell(comparisons: readonly Comparison[], progress: { readonly runId: number; readonly untilId: number }) {
    const [counts, samples] = [new Map<string, number>(), [] as ComparisonSample[]];
    this.#tally('run', comparisons, counts, samples);
    const { runId, untilId } = progress;
    const hex = hash('sha256', `run ${runId} until ${untilId}`);
    const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
    const report = { ...this.#reportOf(id, counts, samples), run_id: runId, until_id: untilId };
    const arrived = await this.#post(report);
    if (arrived === 'later') throw new PortalUnavailable('The portal has not taken a part of the comparison.');
    if (arrived === 'refused') throw new PortalAnswerInvalid('The portal refuses a part of the comparison.');
  }

  /**
   * Sends what has come together. What cannot be sent is sent again next time, with the same id, before anything newer.
   * @returns whether everything has arrived.
   */
  async send(): Promise<boolean> {
    if (this.#unsent && (await this.#post(this.#unsent)) === 'later') return false;
    this.#unsent = undefined;
    if (this.#counts.size === 0) return true;
    const report = this.#reportOf(randomUUID(), this.#counts, this.#samples);
    this.#counts.clear();
    this.#samples = [];
    if ((await this.#post(report)) !== 'later') return true;
    this.#unsent = report;
    return false;
  }

  #reportOf(id: string, counts: ReadonlyMap<string, number>, samples: readonly ComparisonSample[]): ComparisonsReport {
    return {
      id,
      ...(this.#environment === undefined ? {} : { environment: this.#environment }),
      counts: [...counts].map(([key, n]) => ({ ...(JSON.parse(key) as ComparisonCount), n })),
      samples,
    };
  }

  /** @returns `later` where it is to be sent again. */
  async #post(body: ComparisonsReport): Promise<'taken' | 'refused' | 'later'> {
    try {
      const { status } = await this.#client.request('POST', COMPARISONS_PATH, { body, withinMs: SEND_WITHIN });
      if (status >= 500 || status === 429) throw new Error(`The portal answered with ${status}.`);
      // Nothing that is refused will be liked better when it is sent again.
      if (status < 300) return 'taken';
      this.#logger.warn({ status }, 'eligibility: the portal did not take a report of comparisons');
      return 'refused';
    } catch (error) {
      this.#logger.warn({ err: error }, 'eligibility: a report of comparisons could not be sent');
      return 'later';
    }
  }
}

function toSample(mode: ComparisonMode, one: Comparison, now: number): ComparisonSample {
  return {
    at: new Date(now).toISOString(),
    mode,
    namespace_id: one.namespaceId,
    plan: one.plan,
    trial_type: one.trialType,
    outcome: one.outcome,
    cause: one.cause,
    old: one.old ? { trial_types: one.old.trialTypes, queries: one.old.queries, denied_by: one.old.deniedBy } : null,
    new: one.new
      ? {
          trial_types: one.new.trialTypes,
          reasons: one.new.reasons,
          version: one.new.version,
          rule_set: one.new.ruleSet,
        }
      : null,
  };
}
