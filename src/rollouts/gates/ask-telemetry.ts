import type { GateSource } from '#domain/rollouts/gate.ts';
import { weighShare } from '#domain/rollouts/judge-counts.ts';
import { environmentAt, stepAt } from '#domain/rollouts/place.ts';
import { reachOf } from '#domain/rollouts/plan.ts';
import { quantileOf } from '#flags/telemetry/quantile-of.ts';
import { listLastGauges, type SummedSeries } from '#flags/telemetry/read-windows.ts';
import { listTelemetryProcesses } from '#flags/telemetry/telemetry-process-store.ts';
import type { Queryable } from '#kit/postgres/pool.ts';
import type { GateAnswer, GateQuestion } from './gate-keeper.ts';
import { EVIDENCE, judgeFailures } from './judge-failures.ts';
import { blocksOf, matches, rangeOf, readSeries } from './read-blocks.ts';

type Of<Kind> = Extract<GateSource, { readonly kind: Kind }>;
type Telemetry = Of<'failures' | 'latency' | 'sample_ratio' | 'share' | 'gauge'>;

/** Processes push every 5 seconds; numbers of one that is silent for longer than this are old. */
const SILENT_AFTER = 30;
/** Fewer checks say nothing about a share of a hundredth. */
const FEW_CHECKS = 50;

const noData = (sentence: string): GateAnswer => ({ verdict: 'no_data', sentence, figures: {} });

/** Judges the numbers that processes push. */
export async function askTelemetry(database: Queryable, gate: Telemetry, question: GateQuestion): Promise<GateAnswer> {
  const environment = environmentAt(question).name;
  const heard = await listTelemetryProcesses(database, environment, SILENT_AFTER);
  if (heard.length === 0)
    return noData(`no process of ${environment} has told its numbers for ${SILENT_AFTER} seconds.`);
  switch (gate.kind) {
    case 'failures':
      return askFailures(await readSeries(database, question, [gate.metric]), gate);
    case 'latency':
      return askLatency(await readSeries(database, question, [gate.metric]), gate);
    case 'sample_ratio':
      return askRatio(await readSeries(database, question, [gate.metric]), question);
    case 'share':
      return askShare(await readSeries(database, question, [gate.metric, gate.of]), gate);
    case 'gauge':
      return askGauge(database, gate, question);
  }
}

function askFailures(series: readonly SummedSeries[], { bad, ceiling, metric }: Of<'failures'>): GateAnswer {
  const count = ({ value, attributes }: SummedSeries) => ({ all: value, bad: matches(attributes, bad) ? value : 0 });
  const words = Object.values(bad).flat().join(' or ');
  return judgeFailures(blocksOf(series, count), ceiling, `${metric} ${words}`);
}

/** Who waited for longer than was agreed is counted, and judged as failures are: few who wait long say as much as many. */
function askLatency(series: readonly SummedSeries[], { slowerThan, ceiling }: Of<'latency'>): GateAnswer {
  const count = ({ bounds, buckets }: SummedSeries) => {
    const slow = buckets.filter((_, place) => place > 0 && (bounds[place - 1] ?? 0) >= slowerThan);
    const sum = (all: readonly number[]) => all.reduce((total, one) => total + one, 0);
    return { all: sum(buckets), bad: sum(slow) };
  };
  const answer = judgeFailures(blocksOf(series, count), ceiling, `slower than ${slowerThan} s`);
  const percentiles = (exposed: string) => {
    const own = series.filter(({ attributes }) => attributes.exposed === exposed);
    const at = (share: number) => Math.round((quantileOf(share, own) ?? 0) * 1e6) / 1_000;
    return own.length === 0 ? null : { p50_ms: at(0.5), p95_ms: at(0.95), p99_ms: at(0.99) };
  };
  return { ...answer, figures: { ...answer.figures, with: percentiles('on'), without: percentiles('off') } };
}

/** Fewer or more than the percentage says: whoever is compared is not who was meant. */
function askRatio(series: readonly SummedSeries[], question: GateQuestion): GateAnswer {
  const { percent, users } = reachOf(stepAt(question)?.to ?? 'off');
  const of = (exposed: string) =>
    series.filter(({ attributes }) => attributes.exposed === exposed).reduce((sum, { value }) => sum + value, 0);
  const [on, off, none] = [of('on'), of('off'), of('none')];
  const figures = { with: on, without: off, not_asked: none, percent };
  if (on + off === 0) return { verdict: 'no_data', sentence: 'nobody was asked about.', figures };
  const isSplit = percent > 0 && percent < 100;
  const sentence = `${on} of ${on + off} met the flag, ${isSplit ? `of whom ${percent} % should` : 'without a percentage'}.`;
  if (percent === 100) return { verdict: off === 0 ? 'pass' : 'fail', sentence, figures };
  if (!isSplit) return { verdict: on <= Math.max(users, 1) * 100 ? 'pass' : 'inconclusive', sentence, figures };
  const isOdd = weighShare(on, on + off, percent / 100) >= EVIDENCE;
  return { verdict: isOdd ? 'fail' : 'pass', sentence, figures };
}

function askShare(series: readonly SummedSeries[], gate: Of<'share'>): GateAnswer {
  const sum = (metric: string, wanted: Readonly<Record<string, readonly string[]>>) =>
    series
      .filter((one) => one.metric === metric && matches(one.attributes, wanted))
      .reduce((total, { value }) => total + value, 0);
  const [hits, of] = [sum(gate.metric, {}), sum(gate.of, gate.ofOnly)];
  const figures = { hits, of, at_most: gate.atMost };
  const sentence = `${hits} ${gate.metric} in ${of} ${gate.of}; ${gate.atMost * 100} % may be.`;
  if (of === 0) return { verdict: 'no_data', sentence, figures };
  const isOver = hits / of > gate.atMost;
  if (isOver && weighShare(Math.min(hits, of), of, gate.atMost) >= EVIDENCE)
    return { verdict: 'fail', sentence, figures };
  return { verdict: isOver && of >= FEW_CHECKS ? 'inconclusive' : 'pass', sentence, figures };
}

async function askGauge(database: Queryable, gate: Of<'gauge'>, question: GateQuestion): Promise<GateAnswer> {
  const from = new Date(question.until - SILENT_AFTER * 1_000);
  const shown = await listLastGauges(database, { ...rangeOf(question, [gate.metric]), from });
  const highest = Math.max(...shown.map(({ value }) => value));
  const sentence = `${gate.metric} shows ${highest} at the most; ${gate.atMost} may be.`;
  if (shown.length === 0) return noData(`no process has shown ${gate.metric} lately.`);
  return { verdict: highest > gate.atMost ? 'fail' : 'pass', sentence, figures: { highest, at_most: gate.atMost } };
}
