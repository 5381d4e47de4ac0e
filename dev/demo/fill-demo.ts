import pg from 'pg';
import type { Role } from '#domain/people/roles.ts';
import { dayOf, isoOfDay } from '#domain/time/days.ts';
import { createPool, type Pool } from '#kit/postgres/pool.ts';
import { hashPassword } from '#kit/sessions/password.ts';
import type { PortalConfig } from '#portal/config.ts';
import { insertStaff } from '#portal/people/staff-store.ts';
import { insertToken } from '#portal/people/token-store.ts';
import { findPasswordHash, upsertPassword } from '#portal/sessions/password-store.ts';
import { DEMO_CUSTOMERS } from './demo-customers.ts';
import { DEMO_NAMESPACES, type DemoNamespace } from './demo-namespaces.ts';

export type DemoPerson = { readonly name: string; readonly email: string; readonly role: Role; readonly token: string };
export type DemoUser = { readonly username: string; readonly password: string; readonly shows: string };
export type Demo = {
  readonly people: readonly DemoPerson[];
  readonly namespaces: readonly DemoNamespace[];
  /** People of saas. */
  readonly users: readonly DemoUser[];
};

/** Of all demo people; the demo listens on the loopback alone, and refuses production. */
export const DEMO_PASSWORD = 'trialgate-demo';

const PEOPLE: readonly Omit<DemoPerson, 'token'>[] = [
  { name: 'Vera Viewer', email: 'vera@example.com', role: 'viewer' },
  { name: 'Otto Operator', email: 'otto@example.com', role: 'operator' },
  { name: 'Ada Admin', email: 'ada@example.com', role: 'admin' },
];

/** Of all people of saas in the demo. */
export const DEMO_USER_PASSWORD = 'correct horse battery';

const OWNER = 50;
const MAINTAINER = 40;
const USERS = [
  { id: 7, username: 'ada', name: 'Ada Lovelace', access: OWNER, shows: 'Owner of every demo group: meets the offers' },
  {
    id: 8,
    username: 'mia',
    name: 'Mia Maintainer',
    access: MAINTAINER,
    shows: 'a member of them: reads of trials, meets no offer',
  },
] as const;

/** Fills both databases with the demo, once; each start makes new tokens, because only their hashes are kept. */
export async function fillDemo(config: PortalConfig, saasUrl: string): Promise<Demo> {
  const portal = createPool({
    connectionString: config.PORTAL_DATABASE_URL,
    applicationName: 'demo',
    onError: () => {},
  });
  try {
    const people = await makePeople(portal);
    const { rows } = await portal.query('SELECT FROM namespaces LIMIT 1');
    if (rows.length === 0) {
      await fillPortal(portal);
      await fillSaas(saasUrl);
    }
    return {
      people,
      namespaces: DEMO_NAMESPACES,
      users: USERS.map(({ username, shows }) => ({ username, password: DEMO_USER_PASSWORD, shows })),
    };
  } finally {
    await portal.end();
  }
}

async function makePeople(portal: Pool): Promise<DemoPerson[]> {
  const people: DemoPerson[] = [];
  let passwordHash: string | undefined;
  for (const person of PEOPLE) {
    await insertStaff(portal, person);
    const { rows } = await portal.query<{ id: number }>('SELECT id FROM staff WHERE email = $1', [person.email]);
    const staffId = rows[0]?.id ?? 0;
    if (!(await findPasswordHash(portal, staffId))) {
      passwordHash ??= await hashPassword(DEMO_PASSWORD);
      await upsertPassword(portal, staffId, passwordHash);
    }
    const expiresAt = new Date(Date.now() + 30 * 86_400_000);
    const token = { staffId, name: 'npm start', scope: 'api', expiresAt } as const;
    people.push({ ...person, token: (await insertToken(portal, token)).secret });
  }
  return people;
}

/** A day from today. */
function day(offset: number): string {
  return isoOfDay(dayOf(Date.now()) + offset);
}

async function fillPortal(portal: Pool): Promise<void> {
  for (const { reference, email, name, zuoraAccountId } of DEMO_CUSTOMERS) {
    await portal.query(
      `INSERT INTO customers (reference, email, name, zuora_account_id, zuora_account_set_at)
       VALUES ($1, $2, $3, $4, clock_timestamp()) ON CONFLICT DO NOTHING`,
      [reference, email, name, zuoraAccountId],
    );
  }
  for (const { id, trials = [], purchases = [], blocked, customer } of DEMO_NAMESPACES) {
    for (const { type, from, to } of trials) {
      await portal.query(
        `WITH trial AS (
           INSERT INTO trials (namespace_id, trial_type, starts_on, ends_on, started_at, origin)
           VALUES ($1, $2, $3::date, $4, $3::date, 'import') RETURNING id, namespace_id, ends_on
         )
         INSERT INTO provisionings (namespace_id, trial_id, state, landed, landed_ends_on, due_on)
         SELECT namespace_id, id, 'delivered', 'started', ends_on, ends_on FROM trial WHERE ends_on > current_date`,
        [id, type, day(from), day(to)],
      );
    }
    for (const [place, { product, trial, from, to }] of purchases.entries()) {
      await portal.query(
        `INSERT INTO purchases (external_id, namespace_id, product, trial, starts_on, ends_on, quantity, customer,
           source_updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, 10, $7, clock_timestamp())`,
        [`demo-${id}-${place}`, id, product, trial, day(from), to === null ? null : day(to), customer ?? null],
      );
    }
    if (blocked) {
      await portal.query('INSERT INTO namespace_blocks (namespace_id, reason) VALUES ($1, $2)', [id, blocked]);
    }
  }
}

async function fillSaas(saasUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: saasUrl });
  await client.connect();
  try {
    const password = await hashPassword(DEMO_USER_PASSWORD);
    for (const { id, username, name } of USERS) {
      await client.query(
        `INSERT INTO users (id, email, username, name, encrypted_password, state, confirmed_at, organization_id)
         VALUES ($1, $2, $3, $4, $5, 'active', now(), 1) ON CONFLICT DO NOTHING`,
        [id, `${username}@example.com`, username, name, password],
      );
    }
    for (const { id, name, path, plan, trials } of DEMO_NAMESPACES) {
      await client.query(
        `INSERT INTO namespaces (id, name, path, type, visibility_level, organization_id)
         VALUES ($1, $2, $3, 'Group', 0, 1) ON CONFLICT DO NOTHING`,
        [id, name, path],
      );
      await client.query(
        `INSERT INTO members (access_level, source_id, source_type, user_id, notification_level, type)
         SELECT access, $1, 'Namespace', id, 3, 'GroupMember' FROM unnest($2::bigint[], $3::int[]) AS one (id, access)`,
        [id, USERS.map((user) => user.id), USERS.map(({ access }) => access)],
      );
      if (plan === null) continue;
      const last = trials?.at(-1);
      await client.query(
        `INSERT INTO gitlab_subscriptions (namespace_id, hosted_plan_id, start_date, trial, trial_starts_on, trial_ends_on,
           created_at, updated_at)
         SELECT $1, plans.id, $3, $4, $5, $6, now(), now() FROM plans WHERE plans.name = $2 ON CONFLICT DO NOTHING`,
        [id, plan, day(-300), plan === 'ultimate_trial', last ? day(last.from) : null, last ? day(last.to) : null],
      );
    }
    await client.query("SELECT setval('namespaces_id_seq', greatest(1000, (SELECT max(id) FROM namespaces)))");
    await client.query("SELECT setval('users_id_seq', greatest(1000, (SELECT max(id) FROM users)))");
  } finally {
    await client.end();
  }
}
