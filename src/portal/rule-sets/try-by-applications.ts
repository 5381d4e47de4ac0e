import { unpackFacts } from '#domain/eligibility/unpack-facts.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import type { TriedRules, TriedStretch } from './tried-stretch.ts';
import type { TryChange } from './try-store.ts';

const STRETCH = 5_000;

type ApplicationRow = {
  id: number;
  trial_type: string | null;
  facts: string | null;
  plan: string | null;
  plan_sent: boolean;
  at: number;
  started_at: number[];
  exempt: boolean;
};

// Each namespace's newest application, granted or refused, with what it was decided by and the starts before it.
const READ = `
  WITH stretch AS (SELECT id FROM namespaces WHERE id > $1 ORDER BY id LIMIT ${STRETCH}),
  newest AS (
    SELECT DISTINCT ON (namespace_id) * FROM (
      SELECT namespace_id, uid, trial_type, started_at AS at, granted->>'facts' AS facts, granted->>'plan' AS plan,
        granted ? 'plan' AS plan_sent, applicant_email_hash AS email_hash
      FROM trials JOIN stretch ON namespace_id = stretch.id WHERE uid IS NOT NULL
      UNION ALL
      SELECT namespace_id, uid, trial_type, at, facts->>'facts', facts->'application'->>'plan',
        facts->'application' ? 'plan', (SELECT email_hash FROM leads WHERE leads.uid = refusals.uid
          ORDER BY received_at DESC LIMIT 1)
      FROM refusals JOIN stretch ON namespace_id = stretch.id
    ) AS applications ORDER BY namespace_id, at DESC
  )
  SELECT stretch.id, trial_type, facts, plan, plan_sent, floor(extract(epoch FROM at) * 1000)::float8 AS at,
    ARRAY(SELECT floor(extract(epoch FROM started_at) * 1000)::float8 FROM trials
      WHERE (trials.uid = newest.uid OR applicant_email_hash = newest.email_hash) AND voided_at IS NULL
        AND started_at < newest.at ORDER BY started_at DESC LIMIT 10001) AS started_at,
    EXISTS (SELECT FROM applicant_exemptions WHERE applicant_exemptions.uid = newest.uid) AS exempt
  FROM stretch LEFT JOIN newest ON namespace_id = stretch.id ORDER BY stretch.id`;

/**
 * A rule that is asked only at application says nothing about a namespace by itself; therefore each namespace's newest
 * application is decided again, by the facts that it was decided by.
 */
export async function compareByApplications(database: Pool, rules: TriedRules, after: number): Promise<TriedStretch> {
  const { rows } = await database.query<ApplicationRow>(READ, [after]);
  const changes: TryChange[] = [];
  for (const row of rows) compareOne(rules, row, changes);
  return { changes, seen: rows.length, last: rows.length < STRETCH ? null : (rows.at(-1)?.id ?? null) };
}

function compareOne({ now, tried }: TriedRules, row: ApplicationRow, changes: TryChange[]): void {
  const trialType = now.offered.find((one) => one.type === row.trial_type);
  if (!trialType) return;
  const application = {
    plan: row.plan_sent ? row.plan : undefined,
    startedAt: row.started_at,
    exempt: row.exempt,
  };
  const facts = { ...unpackFacts(row.facts ?? ''), application };
  const may = now.decide(facts, trialType, row.at).blocking === 0;
  const would = tried.decide(facts, trialType, row.at).blocking === 0;
  if (may !== would) changes.push({ namespaceId: row.id, trialType: trialType.type, gains: would });
}
