import { setTimeout } from 'node:timers/promises';
import type { Clock } from '#kit/clock/clock.ts';
import type { Logger } from '#kit/telemetry/logger.ts';
import type { ObservedCheck } from '#sdk/index.ts';
import type { LastChecksOnWire } from '../contract/last-checks-on-wire.ts';
import type { CheckLog } from './check-log.ts';
import { KEPT_DAYS, KEPT_MS, type KeptCheck, keptCheckOf, MOST_KEPT } from './kept-check.ts';
import type { CountLost } from './last-checks-metrics.ts';
import { toLastCheckOnWire } from './to-last-check-on-wire.ts';

export type LastChecksParts = {
  readonly log: CheckLog;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly countLost: CountLost;
};

const WRITE_EVERY = 1_000;
/** Answers about namespaces that may wait for that; one check that is longer than the rest is still taken whole. */
const MOST_WAITING = 500;
/** Within what support waits for anyway. */
const READ_WITHIN = 500;

type Waiting = { readonly at: number; readonly check: ObservedCheck };

/**
 * Keeps the last checks of each namespace, for whoever is asked "why can't they start a trial?".
 *
 * A request only leaves its check here: one small object, whatever the number of its namespaces, since what it holds are the
 * answers that the caller has anyway. Once a second they are put in order by namespace and written, so that no check waits
 * for it, fails with it, or costs more than that. What comes faster than that is left out and counted, because a page that
 * helps with one ticket must not cost every page something.
 */
export class LastChecks {
  readonly #parts: LastChecksParts;
  readonly #timer: NodeJS.Timeout;
  #waiting: Waiting[] = [];
  #answers = 0;
  /** What has not been told to the log yet. */
  #lost = 0;
  #writing: Promise<void> | undefined;
  #isFailing = false;

  constructor(parts: LastChecksParts) {
    this.#parts = parts;
    this.#timer = setInterval(() => void this.write(), WRITE_EVERY);
    this.#timer.unref();
  }

  /** Takes a check; nothing is made of it now. */
  readonly add = (check: ObservedCheck): void => {
    // Of staff who look at this very list: looking must not push out what is looked for.
    if (check.place === 'other') return;
    if (this.#answers < MOST_WAITING) {
      this.#answers += check.answers.size;
      this.#waiting.push({ at: this.#parts.clock(), check });
    } else this.#lose(check.answers.size, 'full');
  };

  /** Writes what waits, unless that is under way; never rejects. While there is nowhere to write to it goes on waiting. */
  async write(): Promise<void> {
    if (!this.#parts.log.isReachable || (this.#answers === 0 && this.#lost === 0)) return;
    this.#writing ??= this.#write().finally(() => {
      this.#writing = undefined;
    });
    await this.#writing;
  }

  async #write(): Promise<void> {
    const [waiting, answers, lost] = [this.#waiting, this.#answers, this.#lost];
    [this.#waiting, this.#answers, this.#lost] = [[], 0, 0];
    try {
      await this.#parts.log.append(byNamespace(waiting), lost, this.#parts.clock());
      this.#isFailing = false;
    } catch (error) {
      this.#lost += lost;
      this.#lose(answers, 'not_written');
      if (!this.#isFailing) this.#parts.logger.warn({ err: error }, 'last checks could not be written down');
      this.#isFailing = true;
    }
  }

  #lose(answers: number, reason: 'full' | 'not_written'): void {
    this.#lost += answers;
    this.#parts.countLost(answers, reason);
  }

  /** The last checks of a namespace, the newest first; those of this process that were not written yet are among them. */
  async read(namespaceId: number): Promise<LastChecksOnWire> {
    const { log, clock } = this.#parts;
    const found = await this.#readLog(namespaceId);
    const waiting = byNamespace(this.#waiting).get(namespaceId) ?? [];
    const checks = [...found.checks, ...waiting].filter(({ at }) => at > clock() - KEPT_MS);
    return {
      kept_in: log.keptIn,
      most: MOST_KEPT,
      days: KEPT_DAYS,
      because: found.because,
      lost: found.lost + this.#lost,
      checks: checks
        .sort((one, other) => other.at - one.at)
        .slice(0, MOST_KEPT)
        .map(toLastCheckOnWire),
    };
  }

  async #readLog(namespaceId: number) {
    const { log, logger, clock } = this.#parts;
    const nothing = { checks: [], lost: 0, because: 'Redis cannot be reached right now.' };
    if (!log.isReachable) return nothing;
    try {
      const late = setTimeout(READ_WITHIN, undefined, { ref: false });
      const found = await Promise.race([log.read(namespaceId, clock()), late]);
      return found ? { ...found, because: null } : { ...nothing, because: 'Redis did not answer in time.' };
    } catch (error) {
      logger.warn({ err: error }, 'last checks could not be read');
      return nothing;
    }
  }

  /** Writes what still waits. Whoever closes the log bounds the time. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#writing;
    await this.write();
  }
}

/** The oldest first. */
function byNamespace(waiting: readonly Waiting[]): Map<number, KeptCheck[]> {
  const found = new Map<number, KeptCheck[]>();
  for (const { at, check } of waiting) {
    for (const [id, answer] of check.answers) {
      const kept = found.get(id);
      if (kept) kept.push(keptCheckOf(check, at, answer));
      else found.set(id, [keptCheckOf(check, at, answer)]);
    }
  }
  return found;
}
