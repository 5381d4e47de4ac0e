import { request } from 'undici';
import type { GateSource, Verdict } from '#domain/rollouts/gate.ts';
import { environmentAt, stepAt } from '#domain/rollouts/place.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { inTransaction } from '#kit/postgres/transaction.ts';
import type { GateAnswer, GateQuestion } from './gate-keeper.ts';

type Of<Kind> = Extract<GateSource, { readonly kind: Kind }>;

const DEADLINE = 5_000;
const LONGEST = 500;
/** What was scraped earlier than that is no answer about now. */
const STALE_AFTER = 120;

/** One number, by whichever language it was asked for. */
function judgeNumber(value: number | undefined, atMost: number, source: string): GateAnswer {
  if (value === undefined || !Number.isFinite(value)) {
    return { verdict: 'no_data', sentence: `${source} has no number to answer with.`, figures: { value: null } };
  }
  const sentence = `${source} says ${value}; ${atMost} may be.`;
  return { verdict: value > atMost ? 'fail' : 'pass', sentence, figures: { value, at_most: atMost } };
}

/**
 * The first column of the first row. It can only read: one statement, because the extended protocol takes no more, in a
 * transaction that refuses writing.
 */
export async function askSql(database: Pool, gate: Of<'sql'>): Promise<GateAnswer> {
  const text = `SELECT * FROM (${gate.query}) AS gate LIMIT 1`;
  const { rows } = await inTransaction(database, async (connection) => {
    await connection.query('SET TRANSACTION READ ONLY');
    const asked = { text, values: [], queryMode: 'extended' };
    return connection.query<Record<string, unknown>>(asked);
  });
  const [value] = Object.values(rows[0] ?? {});
  return judgeNumber(value === undefined || value === null ? undefined : Number(value), gate.atMost, 'the query');
}

type PrometheusAnswer = {
  readonly status: string;
  readonly error?: string;
  readonly data?: { readonly resultType: string; readonly result: unknown };
};

/** Prometheus' HTTP API, asked for an instant vector or a scalar. @throws {Error} where it does not answer. */
export async function askPrometheus(
  url: string | undefined,
  gate: Of<'prometheus'>,
  question: GateQuestion,
): Promise<GateAnswer> {
  if (url === undefined) throw new Error('PROMETHEUS_URL is not set');
  const seconds = Math.max(1, Math.round((question.until - question.from) / 1_000));
  const query = gate.query
    .replaceAll('$environment', environmentAt(question).name)
    .replaceAll('$step', `${Math.min(seconds, 86_400)}s`);
  const asked = new URLSearchParams({ query, timeout: '4s' });
  const reply = await request(`${url}/api/v1/query?${asked}`, { signal: AbortSignal.timeout(DEADLINE) });
  const answer = (await reply.body.json()) as PrometheusAnswer;
  if (answer.status !== 'success') throw new Error(`Prometheus refuses the query: ${answer.error?.slice(0, LONGEST)}`);
  const { resultType, result } = answer.data ?? { resultType: '', result: [] };
  const samples =
    resultType === 'scalar'
      ? [result as [number, string]]
      : (result as { value: [number, string] }[]).map(({ value }) => value);
  const fresh = samples.filter(([at]) => Date.now() / 1_000 - at < STALE_AFTER);
  const numbers = fresh.map(([, value]) => Number(value));
  // Of several series the worst counts; one that is not a number makes the whole answer none.
  return judgeNumber(numbers.length === 0 ? undefined : Math.max(...numbers), gate.atMost, 'Prometheus');
}

/** Flagger's webhook contract: what is asked about goes in, 2xx passes, anything else fails with the body as its reason. */
export async function askWebhook(gate: Of<'webhook'>, question: GateQuestion): Promise<GateAnswer> {
  const environment = environmentAt(question).name;
  const { step } = question.state;
  const reply = await request(gate.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      name: question.plan.flag,
      namespace: environment,
      phase: 'Progressing',
      metadata: { environment, step: String(step), to: stepAt(question)?.to },
    }),
    signal: AbortSignal.timeout(DEADLINE),
  });
  const said = (await reply.body.text()).slice(0, LONGEST).trim();
  const passes = reply.statusCode >= 200 && reply.statusCode < 300;
  const sentence = said || `the webhook answered ${reply.statusCode}.`;
  return { verdict: passes ? 'pass' : 'fail', sentence, figures: { status: reply.statusCode } };
}

const VERDICTS: readonly Verdict[] = ['pass', 'fail', 'inconclusive', 'no_data'];

/** Something outside that answers `{"verdict", "sentence"}`, such as the status of incidents. @throws {Error} for less. */
export async function askExternal(gate: Of<'external'>, question: GateQuestion): Promise<GateAnswer> {
  const url = new URL(gate.url);
  url.searchParams.set('flag', question.plan.flag);
  url.searchParams.set('environment', environmentAt(question).name);
  const reply = await request(url, { signal: AbortSignal.timeout(DEADLINE) });
  if (reply.statusCode !== 200) throw new Error(`the external check answered ${reply.statusCode}`);
  const { verdict, sentence } = (await reply.body.json()) as { verdict?: Verdict; sentence?: unknown };
  if (!VERDICTS.includes(verdict as Verdict)) throw new Error('the external check gave no verdict that there is');
  return { verdict: verdict as Verdict, sentence: String(sentence ?? '').slice(0, LONGEST), figures: {} };
}
