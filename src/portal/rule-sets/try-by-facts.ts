import { setImmediate } from 'node:timers/promises';
import { unpackFacts } from '#domain/eligibility/unpack-facts.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import type { TriedRules, TriedStretch } from './tried-stretch.ts';
import type { TryChange } from './try-store.ts';

const STRETCH = 20_000;
// Requests are served between two slices of a stretch.
const SLICE = 2_000;

const READ = {
  name: 'try_read_facts',
  text: `SELECT string_agg(id || ' ' || facts, E'\\n' ORDER BY id) AS lines
    FROM (SELECT id, facts FROM namespaces WHERE id > $1 ORDER BY id LIMIT ${STRETCH}) AS stretch`,
};

/** Compares the answers that two rule sets give to the next namespaces as they are now. */
export async function compareByFacts(database: Pool, rules: TriedRules, after: number): Promise<TriedStretch> {
  const { rows } = await database.query<{ lines: string | null }>({ ...READ, values: [after] });
  const text = rows[0]?.lines ?? '';
  const lines = text === '' ? [] : text.split('\n');
  const changes: TryChange[] = [];
  let last = after;
  for (let start = 0; start < lines.length; start += SLICE) {
    for (const line of lines.slice(start, start + SLICE)) {
      const space = line.indexOf(' ');
      last = Number(line.slice(0, space));
      compareOne(rules, last, line.slice(space + 1), changes);
    }
    await setImmediate();
  }
  return { changes, seen: lines.length, last: lines.length < STRETCH ? null : last };
}

function compareOne({ now, tried, at }: TriedRules, namespaceId: number, packed: string, changes: TryChange[]): void {
  const facts = unpackFacts(packed);
  const decisions = now.decideOffered(facts, at);
  const others = tried.decideOffered(facts, at);
  for (const [place, { type }] of now.offered.entries()) {
    const may = decisions[place]?.blocking === 0;
    const would = others[place]?.blocking === 0;
    if (may !== would) changes.push({ namespaceId, trialType: type, gains: would });
  }
}
