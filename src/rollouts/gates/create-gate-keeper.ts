import type { Gate } from '#domain/rollouts/gate.ts';
import { environmentAt } from '#domain/rollouts/place.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { askExternal, askPrometheus, askSql, askWebhook } from './ask-outside.ts';
import { askTelemetry } from './ask-telemetry.ts';
import type { GateAnswer, GateKeeper, GateQuestion } from './gate-keeper.ts';
import { readSeries } from './read-blocks.ts';

/** What only the portal knows, each for an environment since a time. */
export type KnownByPortal = {
  /** Grants that the old way would not have made, and how sure it is that there are no more. */
  readonly wrongGrants: (environment: string, since: Date, limit: number) => Promise<GateAnswer>;
  /** Customers whose billing account is not what it should be; undefined where nobody can say. */
  readonly drift: ((environment: string) => Promise<number | undefined>) | undefined;
  /** Customers who have met their flag since then; undefined where nobody can say. */
  readonly customers: (environment: string, since: Date) => Promise<number | undefined>;
  /** Errors that were never seen before that time. */
  readonly newErrors: (environment: string, since: Date, flag: string) => Promise<NewErrors>;
};

export type NewErrors = {
  readonly exposed: readonly string[];
  readonly others: readonly string[];
  /** Whether any process there reports errors at all. */
  readonly isHeard: boolean;
};

export type GateSources = KnownByPortal & { readonly database: Pool; readonly prometheusUrl: string | undefined };

/** Gates over every source that there is. */
export function createGateKeeper(sources: GateSources): GateKeeper {
  return {
    ask: async (gate, question) => {
      try {
        return await askSource(sources, gate, question);
      } catch (error) {
        const sentence = `it could not be asked: ${(error as Error).message.slice(0, 300)}`;
        return { verdict: 'error', sentence, figures: {} };
      }
    },
    countPeople: async (question) => {
      const { people } = question.plan;
      if (people === 'customers') return sources.customers(environmentAt(question).name, new Date(question.from));
      const { metric, exposed } = people;
      const series = await readSeries(sources.database, question, [metric]);
      const own = series.filter(({ attributes }) => attributes.exposed === exposed);
      return own.length === 0 ? undefined : own.reduce((sum, { value }) => sum + value, 0);
    },
  };
}

async function askSource(sources: GateSources, gate: Gate, question: GateQuestion): Promise<GateAnswer> {
  const environment = environmentAt(question).name;
  switch (gate.kind) {
    case 'sql':
      return askSql(sources.database, gate);
    case 'prometheus':
      return askPrometheus(sources.prometheusUrl, gate, question);
    case 'webhook':
      return askWebhook(gate, question);
    case 'external':
      return askExternal(gate, question);
    case 'wrong_grants':
      return sources.wrongGrants(environment, new Date(question.from), gate.limit);
    case 'drift':
      return judgeDrift(await sources.drift?.(environment));
    case 'new_errors': {
      const found = await sources.newErrors(environment, new Date(question.state.since), question.plan.flag);
      return judgeNewErrors(found, gate.atMost);
    }
    default:
      return askTelemetry(sources.database, gate, question);
  }
}

function judgeDrift(drift: number | undefined): GateAnswer {
  if (drift === undefined) return { verdict: 'no_data', sentence: 'drift is not measured here.', figures: {} };
  const sentence = `${drift} customers have another billing account than they should.`;
  return { verdict: drift === 0 ? 'pass' : 'fail', sentence, figures: { drift } };
}

/** New errors of people without the flag are somebody else's, and reason enough to wait. */
function judgeNewErrors({ exposed, others, isHeard }: NewErrors, atMost: number): GateAnswer {
  const figures = { exposed, others };
  if (!isHeard) return { verdict: 'no_data', sentence: 'no process there reports its errors.', figures };
  if (exposed.length > atMost) {
    return { verdict: 'fail', sentence: `new errors with the flag on: ${exposed.slice(0, 3).join('; ')}.`, figures };
  }
  if (others.length > atMost) {
    return { verdict: 'inconclusive', sentence: `new errors without it: ${others.slice(0, 3).join('; ')}.`, figures };
  }
  return { verdict: 'pass', sentence: 'no error that was not there before.', figures };
}
