import { type Entry, readEntry } from '../cache/entry.ts';
import type { ToldFloor } from '../cache/floors.ts';
import { type Judgement, judgeEntry, type Moment } from '../cache/judge-entry.ts';
import { isBelow } from '../cache/order.ts';
import type { CacheEntryAnswer } from './cache-answers.ts';

/** What was found under one key. */
export type FoundEntry = { readonly text: string; readonly leftMs: number; readonly bytes: number | undefined };

type Answered = NonNullable<Entry['answer']>;

const NOTHING: Omit<CacheEntryAnswer, 'namespace_id'> = {
  state: 'absent',
  verdict: 'absent',
  because: null,
  epoch: null,
  version: null,
  token: null,
  rule_set: null,
  generation: null,
  trial_types: null,
  age_ms: null,
  filled_at: null,
  life_seconds: null,
  fresh_for_ms: null,
  left_ms: null,
  bytes: null,
  text: null,
  here: null,
};

/** An entry in words, judged as any process judges it; `told` is the floor of the one that asks. */
export function describeEntry(
  id: number,
  found: FoundEntry | undefined,
  moment: Moment,
  told: ToldFloor | undefined,
): CacheEntryAnswer {
  if (!found) return { ...NOTHING, namespace_id: id };
  const entry = readEntry(found.text);
  const place = { namespace_id: id, text: found.text, left_ms: found.leftMs, bytes: found.bytes ?? null };
  if (!entry) return { ...NOTHING, ...place, state: 'unreadable', because: 'unreadable' };
  const judged = judgeEntry(id, found.text, moment, told, undefined);
  const head = { epoch: entry.epoch, version: entry.version, token: entry.token || null };
  if (!entry.answer) return { ...NOTHING, ...place, ...head, state: 'tombstone', because: 'changed' };
  return { ...NOTHING, ...place, ...head, ...describeAnswer({ ...entry, answer: entry.answer }, judged, moment, told) };
}

function describeAnswer(
  entry: Entry & { readonly answer: Answered },
  judged: Judgement,
  moment: Moment,
  told: ToldFloor | undefined,
) {
  const { answer } = entry;
  const age = moment.storeNow - answer.filled * 1_000;
  const isHit = judged.verdict === 'hit';
  return {
    state: 'answer' as const,
    verdict: judged.verdict,
    because: isHit ? null : (judged.answer?.because ?? whyAbsent(entry, age, moment, told)),
    rule_set: answer.ruleSet,
    generation: answer.generation,
    trial_types: moment.codes.read(answer.codes) ?? null,
    age_ms: Math.round(age),
    filled_at: new Date(Date.now() - age).toISOString(),
    life_seconds: Number.isFinite(answer.life) ? answer.life : null,
    fresh_for_ms: isHit ? Math.round(judged.freshUntil - moment.now) : null,
  };
}

/** In the order in which {@link judgeEntry} refuses; it says that an entry is worth nothing, this says to people why. */
function whyAbsent(
  entry: Entry & { readonly answer: Answered },
  age: number,
  { known, codes }: Moment,
  told: ToldFloor | undefined,
): string {
  if (entry.epoch < known.epoch) return 'older_epoch';
  if (told && (isBelow(entry, told) || (told.token !== '' && told.token !== entry.token))) return 'told_newer';
  if (age >= entry.answer.life * 1_000) return 'life_over';
  return codes.read(entry.answer.codes) ? 'distrusted' : 'unknown_trial_type';
}
