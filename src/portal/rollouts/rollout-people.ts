import { LRUCache } from 'lru-cache';
import type { Plan } from '#domain/rollouts/plan.ts';
import type { RolloutState } from '#domain/rollouts/rollout-state.ts';
import { sumWindows } from '#flags/telemetry/read-windows.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import type { KeptRollout } from '#rollouts/controller/rollout-store.ts';
import type { GateKeeper, GateQuestion } from '#rollouts/gates/gate-keeper.ts';
import { readSeries } from '#rollouts/gates/read-blocks.ts';
import { SharedReading } from './shared-reading.ts';
import type { TakenStep } from './step-history.ts';

const HOUR = 3_600_000;
/** What a process has counted is told within that, so that a step that is longer over is counted to its end. */
const TOLD_WITHIN = 60_000;
const ARRIVALS_SHARED_FOR = 10_000;

type Count = { readonly people: number | undefined };

/** People who meet steps, who do not, and how many arrive. What is over is counted once. */
export class RolloutPeople {
  readonly #database: Pool;
  readonly #countPeople: GateKeeper['countPeople'];
  readonly #past = new LRUCache<string, Count>({ max: 2_000 });
  readonly #arrivals = new SharedReading<{ readonly perHour: number | null }>(ARRIVALS_SHARED_FOR);

  constructor(database: Pool, countPeople: GateKeeper['countPeople']) {
    this.#database = database;
    this.#countPeople = countPeople;
  }

  /** Who has met the step that stands, as the gates count them. */
  met(question: GateQuestion): Promise<number | undefined> {
    return this.#countPeople(question);
  }

  /** Who has met a step that is over. @param at now, in milliseconds since 1970. */
  async metThen(rollout: KeptRollout, state: RolloutState, taken: TakenStep, at: number): Promise<number | undefined> {
    const { environment, step, from, until } = taken;
    // Customers are counted until now, whatever step they met.
    if (until === null || rollout.plan.people === 'customers') return undefined;
    const key = `${rollout.id} ${rollout.planHash} ${environment} ${step} ${from} ${until}`;
    const kept = this.#past.get(key);
    if (kept) return kept.people;
    const begun = from + rollout.plan.settle * 1_000;
    const asked = { plan: rollout.plan, state: { ...state, environment, step }, from: begun, until };
    const people = begun < until ? await this.#countPeople(asked) : undefined;
    if (at > until + TOLD_WITHIN) this.#past.set(key, { people });
    return people;
  }

  /** Who came since the step began and did not meet it; undefined where nobody knows. */
  async unexposed(question: GateQuestion): Promise<number | undefined> {
    const { people } = question.plan;
    if (people === 'customers') return undefined;
    const { metric, exposed } = people;
    const series = await readSeries(this.#database, question, [metric]);
    const others = series.filter(({ attributes }) => attributes.exposed !== exposed);
    return series.length === 0 ? undefined : others.reduce((sum, { value }) => sum + value, 0);
  }

  /** People an hour, exposed or not, by what the last hour was like; null where nobody was counted. */
  async arrivals(environment: string, { people }: Plan, at: number): Promise<number | null> {
    if (people === 'customers') return null;
    const { metric } = people;
    const { perHour } = await this.#arrivals.get(`${environment} ${metric}`, async () => {
      const until = new Date(at);
      const range = { environment, metrics: [metric], from: new Date(at - HOUR), until, seconds: 10 as const };
      const series = await sumWindows(this.#database, range, 60);
      const [first] = series;
      if (!first) return { perHour: null };
      const all = series.reduce((sum, { value }) => sum + value, 0);
      // A product that began to count ten minutes ago is not six times as quiet.
      return { perHour: Math.round((all * HOUR) / (at - first.at.getTime())) };
    });
    return perHour;
  }
}
