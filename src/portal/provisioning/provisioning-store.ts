import type {
  ProvisionedNamespace,
  ProvisioningProgress,
  SaasSubscription,
} from '#domain/provisioning/provisioned-subject.ts';
import type { Product } from '#domain/purchases/purchase.ts';
import { dayFromIso, isoOfDay } from '#domain/time/days.ts';
import type { Queryable } from '#kit/postgres/pool.ts';

/** A trial or a purchase, as the owner of a provisioning. */
export type Subject = { readonly kind: 'trial' | 'purchase'; readonly id: number; readonly namespaceId: number };

type ProgressColumns = {
  state: ProvisioningProgress['state'];
  landed: ProvisioningProgress['landed'];
  landed_ends_on: string | null;
  kept: SaasSubscription | null;
  attempts: number;
  revision: number;
  due_on: string | null;
};
type TrialRow = ProgressColumns & {
  id: number;
  trial_type: string;
  starts_on: string;
  ends_on: string;
  voided: boolean;
};
type PurchaseRow = ProgressColumns & {
  id: number;
  external_id: string;
  product: Product;
  trial: boolean;
  starts_on: string;
  ends_on: string | null;
  quantity: number;
};

const TODAY = "(clock_timestamp() AT TIME ZONE 'UTC')::date";
const MOVED = 'purchases.namespace_id <> provisionings.namespace_id';
const PROGRESS = 'provisionings.state, landed, landed_ends_on, kept, attempts, revision, due_on';

function toProgress(row: ProgressColumns): ProvisioningProgress {
  const { state, landed, kept, attempts, revision } = row;
  return {
    state,
    landed,
    kept,
    attempts,
    revision,
    landedEndsOn: dayOrNull(row.landed_ends_on),
    dueOn: dayOrNull(row.due_on),
  };
}

function day(text: string): number {
  return dayFromIso(text) as number;
}

function dayOrNull(text: string | null): number | null {
  return text === null ? null : day(text);
}

/** Everything about a namespace that saas is told of, read now: a job carries nothing but the id. */
export async function readProvisionedNamespace(
  database: Queryable,
  namespaceId: number,
  addOnOf: (trialType: string) => string | null,
): Promise<ProvisionedNamespace> {
  const [namespace, trials, purchases] = await Promise.all([
    database.query<{ version: number | null; today: string }>(
      `SELECT (SELECT eligibility_version FROM namespaces WHERE id = $1) AS version,
         (clock_timestamp() AT TIME ZONE 'UTC')::date AS today`,
      [namespaceId],
    ),
    database.query<TrialRow>(
      `SELECT trials.id, trial_type, starts_on, ends_on, voided_at IS NOT NULL AS voided, ${PROGRESS}
       FROM trials JOIN provisionings ON trial_id = trials.id WHERE trials.namespace_id = $1 ORDER BY starts_on, trials.id`,
      [namespaceId],
    ),
    database.query<PurchaseRow>(
      // One that has moved to another namespace is over here.
      `SELECT purchases.id, external_id, product, trial, quantity, ${PROGRESS},
         CASE WHEN ${MOVED} THEN least(starts_on, ${TODAY}) ELSE starts_on END AS starts_on,
         CASE WHEN ${MOVED} THEN ${TODAY} ELSE ends_on END AS ends_on
       FROM purchases JOIN provisionings ON purchase_id = purchases.id WHERE provisionings.namespace_id = $1
       ORDER BY starts_on, purchases.id`,
      [namespaceId],
    ),
  ]);
  return {
    namespaceId,
    version: namespace.rows[0]?.version ?? 0,
    today: day(namespace.rows[0]?.today as string),
    trials: trials.rows.map((row) => ({
      id: row.id,
      startsOn: day(row.starts_on),
      endsOn: day(row.ends_on),
      voided: row.voided,
      addOn: addOnOf(row.trial_type),
      progress: toProgress(row),
    })),
    purchases: purchases.rows.map((row) => ({
      id: row.id,
      externalId: row.external_id,
      product: row.product,
      trial: row.trial,
      startsOn: day(row.starts_on),
      endsOn: dayOrNull(row.ends_on),
      quantity: row.quantity,
      progress: toProgress(row),
    })),
  };
}

const subjectColumn = { trial: 'trial_id', purchase: 'purchase_id' } as const;

export type Landed = {
  readonly landed: 'started' | 'ended';
  readonly endsOn: number | null;
  /** The day of the next message; null when the subject is settled. */
  readonly dueOn: number | null;
  /** What the message was made from: when that has changed meanwhile, the new content is still to be sent. */
  readonly revision?: number;
};

/** A message has landed. */
export async function updateLanded(database: Queryable, subject: Subject, landed: Landed): Promise<void> {
  const current = 'revision = coalesce($6, revision)';
  await database.query(
    `UPDATE provisionings SET attempts = attempts + 1, updated_at = clock_timestamp(),
       state = CASE WHEN ${current} THEN 'delivered' ELSE state END,
       landed = CASE WHEN ${current} THEN $3 ELSE landed END,
       landed_ends_on = CASE WHEN ${current} THEN $4::date ELSE landed_ends_on END,
       due_on = CASE WHEN ${current} THEN $5::date ELSE due_on END,
       last_error = NULL
     WHERE ${subjectColumn[subject.kind]} = $1 AND namespace_id = $2`,
    [
      subject.id,
      subject.namespaceId,
      landed.landed,
      landed.endsOn === null ? null : isoOfDay(landed.endsOn),
      landed.dueOn === null ? null : isoOfDay(landed.dueOn),
      landed.revision ?? null,
    ],
  );
}

/** What to return to, written before the first message that changes it. */
export async function updateKept(database: Queryable, trialId: number, kept: SaasSubscription | null): Promise<void> {
  await database.query('UPDATE provisionings SET kept = $2 WHERE trial_id = $1', [
    trialId,
    kept && JSON.stringify(kept),
  ]);
}

/** A message did not land: it is tried again, or it never will be. */
export async function updateFailed(
  database: Queryable,
  subject: Subject,
  failure: { readonly state: 'retrying' | 'undeliverable'; readonly error: string },
): Promise<void> {
  await database.query(
    `UPDATE provisionings SET state = $3, last_error = $4, attempts = attempts + 1, updated_at = clock_timestamp()
     WHERE ${subjectColumn[subject.kind]} = $1 AND namespace_id = $2`,
    [subject.id, subject.namespaceId, failure.state, failure.error],
  );
}

/** Nothing is left to be sent for it, whatever its state. */
export async function updateSettled(database: Queryable, subject: Subject): Promise<void> {
  await database.query(
    `UPDATE provisionings SET due_on = NULL, state = CASE state WHEN 'undeliverable' THEN state ELSE 'delivered' END,
       updated_at = clock_timestamp() WHERE ${subjectColumn[subject.kind]} = $1 AND namespace_id = $2`,
    [subject.id, subject.namespaceId],
  );
}
