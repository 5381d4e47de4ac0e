import { strict as assert } from 'node:assert';
import { setTimeout } from 'node:timers/promises';
import type { DriftKind } from '#billing/drift/drift.ts';
import { countAccountsWithoutMembers, findDriftStretch } from '#billing/drift/drift-store.ts';
import { createPool, type Pool } from '#kit/postgres/pool.ts';
import { PortalProcess } from '../../support/portal-process.ts';
import { makeTokens, send } from '../../support/test-portal.ts';
import { type CampaignContext, inParallel, randomFrom } from '../campaign.ts';
import { BillingMoves } from './billing-moves.ts';

const WRITERS = 16;
const PROCESSES = 2;
const MOVES_A_KILL = 250;
const reason = 'campaign';

export type BillingRun = {
  readonly portals: readonly PortalProcess[];
  readonly admin: string;
  readonly database: Pool;
  readonly random: () => number;
  readonly moves: BillingMoves;
  done: number;
};

/** Sends until a portal answers: one that is killed meanwhile has done it or not, and a second time does no harm. */
export async function ask(
  run: BillingRun,
  method: string,
  path: string,
  body: object,
  headers: Record<string, string> = {},
) {
  for (let attempt = 0; attempt < 200; attempt++) {
    const { url } = run.portals[Math.floor(run.random() * run.portals.length)] as PortalProcess;
    const authorization = { authorization: `Bearer ${run.admin}` };
    const reply = await send(url + path, method, { body, headers: { ...authorization, ...headers } }).catch(
      () => undefined,
    );
    if (reply) return reply;
    await setTimeout(50);
  }
  throw new Error(`${method} ${path} was never answered`);
}

/** The customers' own updates: none may be answered with anything but success or a refusal that is its own. */
async function move(run: BillingRun): Promise<void> {
  for (const { method, path, body, headers } of run.moves.next()) {
    const reply = await ask(run, method, path, body, headers);
    assert.ok(reply.status < 500, `${method} ${path} ${JSON.stringify(body)}: ${reply.status} ${reply.text}`);
    if (reply.status === 422)
      assert.match(
        reply.text,
        /customer_deleted|same_customer|not_colleagues|no_zuora_account|zuora_account_ended|already_there/,
      );
    else if (path === '/api/v1/customers') run.moves.heard(reply.body);
    assert.ok(
      reply.status < 300 || reply.status === 422,
      `${method} ${path} ${JSON.stringify(body)}: ${reply.status} ${reply.text}`,
    );
  }
  run.done += 1;
}

export async function every(run: BillingRun, moves: number, until: number, act: () => Promise<void>): Promise<void> {
  for (let at = run.done + moves; at < until; at += moves) {
    while (run.done < at) await setTimeout(5);
    await act();
  }
}

async function killOne({ portals, random }: BillingRun): Promise<void> {
  const portal = portals[Math.floor(random() * portals.length)] as PortalProcess;
  await portal.stop('SIGKILL');
  await portal.start();
}

// Left out is what stays of a job that was replaced while somebody worked on it who was then killed: it has no attempts left.
const OPEN = `SELECT 'intent of ' || customer_id || ', ' || attempts || ' attempts: ' || coalesce(last_error, 'none') AS what
    FROM billing_intents
  UNION ALL SELECT 'outbox ' || key FROM outbox
  UNION ALL SELECT 'job ' || task_identifier || ', ' || attempts || ' attempts: ' || coalesce(last_error, 'none')
    FROM graphile_worker.jobs WHERE attempts < max_attempts AND task_identifier IN
      ('refresh_zuora_account', 'read_zuora_accounts', 'check_billing_drift', 'run_long_job')`;

/** Waits until nothing of billing is to be done any more: "once retries are done". */
export async function settle({ database }: BillingRun): Promise<void> {
  for (let waited = 0; ; waited++) {
    const { rows } = await database.query<{ what: string }>(OPEN);
    if (rows.length === 0) return;
    assert.ok(waited < 600, `open after 60 s: ${rows.map(({ what }) => what).join('; ')}`);
    await setTimeout(100);
  }
}

export async function driftOf({ database }: BillingRun): Promise<Partial<Record<DriftKind, number>>> {
  const { drifted } = await findDriftStretch(database, { after: 0, size: 1_000_000 });
  const kinds: Partial<Record<DriftKind, number>> = {};
  for (const { kind } of drifted) kinds[kind] = (kinds[kind] ?? 0) + 1;
  const empty = await countAccountsWithoutMembers(database);
  return empty > 0 ? { ...kinds, account_without_members: empty } : kinds;
}

/** Writers, portals that are killed, and one backfill after another, until so many moves are done. */
export async function writeUntil(run: BillingRun, total: number, onProgress: (done: number) => void) {
  const backfill = () => ask(run, 'POST', '/api/v1/billing/backfills', { reason });
  const begun = await backfill();
  assert.equal(begun.status, 202);
  const killer = every(run, MOVES_A_KILL, total, () => killOne(run));
  const filler = every(run, Math.floor(MOVES_A_KILL * 0.7), total, async () => void (await backfill()));
  await inParallel(total - run.done, WRITERS, async () => {
    await move(run);
    onProgress(run.done);
  });
  await Promise.all([killer, filler]);
}

/** Two portals over a database with 200 customers. @param environment of the portals. */
export async function withBillingRun(
  { databaseUrl, seed }: CampaignContext,
  environment: Record<string, string>,
  work: (run: BillingRun) => Promise<void>,
): Promise<void> {
  const common = { PORTAL_DATABASE_URL: databaseUrl, SAAS_URL: 'http://127.0.0.1:9' };
  const portals = await Promise.all(
    Array.from({ length: PROCESSES }, () => PortalProcess.create({ ...common, ...environment })),
  );
  const database = createPool({ connectionString: databaseUrl, applicationName: 'campaign', onError: () => {} });
  try {
    for (const portal of portals) await portal.start();
    const { admin } = await makeTokens(database);
    const random = randomFrom(seed);
    const moves = new BillingMoves(random, database);
    await moves.signUp();
    await work({ portals, admin, database, random, moves, done: 0 });
    await moves.assertSound();
  } finally {
    await Promise.all(portals.map((portal) => portal.stop('SIGKILL')));
    await database.end();
  }
}
