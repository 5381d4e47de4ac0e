import type { GateResult, GateRole, Verdict } from '#domain/rollouts/gate.ts';
import type { RolloutState } from '#domain/rollouts/rollout-state.ts';
import type { Queryable } from '#kit/postgres/pool.ts';

/** What a gate has said once. */
export type Said = {
  readonly rolloutId: number;
  readonly environment: number;
  readonly step: number;
  readonly measuredFrom: number;
  readonly gate: string;
  readonly role: GateRole;
  readonly verdict: Verdict;
  readonly sentence: string;
  readonly figures: Readonly<Record<string, unknown>>;
  readonly at: number;
};

export type KeptVerdict = GateResult & {
  readonly environment: number;
  readonly step: number;
  readonly figures: Readonly<Record<string, unknown>>;
};

type VerdictRow = {
  environment: number;
  step: number;
  measured_from: Date;
  gate: string;
  role: GateRole;
  verdict: Verdict;
  sentence: string;
  figures: Record<string, unknown>;
  in_a_row: number;
  since: Date;
  at: Date;
};

function toVerdict(row: VerdictRow): KeptVerdict {
  const { environment, step, role, verdict, sentence, figures } = row;
  return {
    environment,
    step,
    name: row.gate,
    role,
    verdict,
    sentence,
    figures,
    inARow: row.in_a_row,
    since: row.since.getTime(),
    at: row.at.getTime(),
    measuredFrom: row.measured_from.getTime(),
  };
}

/** Continues the run of the same word about the same step, or begins another. */
export async function insertVerdict(database: Queryable, said: Said): Promise<void> {
  const { rolloutId, environment, step, measuredFrom, gate, role, verdict, sentence, figures, at } = said;
  await database.query(
    `WITH last AS (
       SELECT id, verdict, measured_from, environment, step FROM rollout_verdicts
       WHERE rollout_id = $1 AND gate = $5 ORDER BY id DESC LIMIT 1
     ), continued AS (
       UPDATE rollout_verdicts AS one SET in_a_row = in_a_row + 1, at = $10, sentence = $8, figures = $9
       FROM last WHERE one.id = last.id AND last.verdict = $7 AND last.measured_from = $4
         AND last.environment = $2 AND last.step = $3
       RETURNING one.id
     )
     INSERT INTO rollout_verdicts
       (rollout_id, environment, step, measured_from, gate, role, verdict, sentence, figures, since, at)
     SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10 WHERE NOT EXISTS (SELECT FROM continued)`,
    [
      ...[rolloutId, environment, step, new Date(measuredFrom), gate, role, verdict, sentence],
      ...[JSON.stringify(figures), new Date(at)],
    ],
  );
}

/** The last word of each gate. */
export async function listLastVerdicts(database: Queryable, rolloutId: number): Promise<KeptVerdict[]> {
  const { rows } = await database.query<VerdictRow>(
    'SELECT DISTINCT ON (gate) * FROM rollout_verdicts WHERE rollout_id = $1 ORDER BY gate, id DESC',
    [rolloutId],
  );
  return rows.map(toVerdict);
}

/** The last word of each gate, where it was about the step that stands. */
export async function listVerdictsOfStep(
  database: Queryable,
  rolloutId: number,
  { environment, step }: Pick<RolloutState, 'environment' | 'step'>,
): Promise<KeptVerdict[]> {
  const last = await listLastVerdicts(database, rolloutId);
  return last.filter((one) => one.environment === environment && one.step === step);
}

/** The newest runs of all gates, newest first. */
export async function listVerdicts(database: Queryable, rolloutId: number, limit: number): Promise<KeptVerdict[]> {
  const { rows } = await database.query<VerdictRow>(
    'SELECT * FROM rollout_verdicts WHERE rollout_id = $1 ORDER BY id DESC LIMIT $2',
    [rolloutId, limit],
  );
  return rows.map(toVerdict);
}
