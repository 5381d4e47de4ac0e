import { createPool, type Pool } from '#kit/postgres/pool.ts';
import { LegacyQueries } from '#saas/legacy-queries/legacy-queries.ts';
import { withBenchDatabase } from '../bench-database.ts';
import { describeMachine, type Report, target } from '../report.ts';
import { measure, middle, type Peer, ratioOf, runRounds } from '../rounds.ts';
import { Caller } from './caller.ts';
import { makeOwners } from './make-owners.ts';
import { openSaasWorld } from './open-saas-world.ts';

const ROUNDS = 7;
const MILLISECONDS = 1_500;
const SIZES = [1, 20, 200] as const;
const NAMESPACES = 1_000_000;

/**
 * The list of groups that may start a trial, over HTTP, for owners of 1, 20 and 200 groups among a million namespaces: by
 * the portal's answers in memory, by the old queries, and the old query alone without anything around it.
 */
export async function benchList(onProgress: (text: string) => void): Promise<Report> {
  return withBenchDatabase(async (database) => {
    await using stack = new AsyncDisposableStack();
    const world = await openSaasWorld(database, stack);
    onProgress(`making ${NAMESPACES} namespaces`);
    await fill(world.pool);
    const [on, off] = [await world.start(true), await world.start(false)];
    const peers: Peer[] = [];
    const legacyPool = createPool({
      connectionString: database.url('saas'),
      applicationName: 'bench',
      onError: () => {},
    });
    stack.defer(() => legacyPool.end());
    const legacy = new LegacyQueries(legacyPool);
    for (const size of SIZES) {
      for (const [name, { url }] of [['on', on] as const, ['off', off] as const]) {
        const caller = new Caller(url);
        stack.defer(() => caller.close());
        const [owner] = await makeOwners(world.pool, `list${name}${size}`, 1, size);
        const list = () => caller.call('GET', '/trials/eligible_namespaces', 200, owner);
        const { body } = await list();
        const found = (body as { namespaces: unknown[] }).namespaces.length;
        if (found !== size) throw new Error(`${found} of ${size} groups were listed with the flag ${name}.`);
        peers.push({
          name: `${name}, ${size}`,
          run: () => measure(1, { milliseconds: MILLISECONDS }, async () => void (await list())),
        });
      }
      peers.push(await oldQuery(world.pool, legacy, size));
    }
    return report(peers, await runRounds(peers, ROUNDS, onProgress));
  });
}

async function oldQuery(pool: Pool, legacy: LegacyQueries, size: number): Promise<Peer> {
  const { rows } = await pool.query<{ id: number }>('SELECT id FROM users WHERE username = $1', [`listoff${size}1`]);
  const today = new Date().toISOString().slice(0, 10);
  const work = async () => void (await legacy.listEligibleOfUser(rows[0]?.id ?? 0, today));
  return { name: `the old query alone, ${size}`, run: () => measure(1, { milliseconds: MILLISECONDS }, work) };
}

/** Groups of others: a fifth of them own an add-on, and four in five have a subscription. */
async function fill(pool: Pool): Promise<void> {
  await pool.query(
    `INSERT INTO users (email, username, name, state, organization_id)
     SELECT 'n' || n || '@example.com', 'n' || n, 'N', 'active', 1 FROM generate_series(1, $1::int / 4) AS n`,
    [NAMESPACES],
  );
  await pool.query(
    `INSERT INTO namespaces (name, path, type, organization_id)
     SELECT 'Group ' || n, 'group-' || n, 'Group', 1 FROM generate_series(1, $1) AS n`,
    [NAMESPACES],
  );
  await pool.query(`INSERT INTO members (access_level, source_id, source_type, user_id, notification_level, type)
    SELECT 50, id, 'Namespace', 1 + id % 250000, 3, 'GroupMember' FROM namespaces`);
  await pool.query(`INSERT INTO gitlab_subscriptions (namespace_id, hosted_plan_id, created_at, updated_at)
    SELECT n.id, p.id, now(), now() FROM namespaces n JOIN LATERAL (
      SELECT id FROM plans WHERE name = (ARRAY['free', 'free', 'premium', 'ultimate'])[1 + n.id % 4]
    ) AS p ON true WHERE n.id % 5 > 0`);
  await pool.query(`INSERT INTO subscription_add_on_purchases (subscription_add_on_id, namespace_id, quantity, started_at,
      expires_on, purchase_xid, organization_id, created_at, updated_at)
    SELECT a.id, n.id, 1, now(), now() + interval '1 year', 'A-' || n.id, 1, now(), now()
    FROM namespaces n JOIN subscription_add_ons a ON a.name = 1 WHERE n.id % 5 = 1`);
  await pool.query('VACUUM ANALYZE');
}

function report(peers: readonly Peer[], samples: Awaited<ReturnType<typeof runRounds>>): Report {
  const speed = (size: number) => 1 / ratioOf(samples, `on, ${size}`, `off, ${size}`, 'p50_us');
  return {
    bench: 'list',
    machine: describeMachine(),
    rows: peers.map(({ name }) => ({
      name,
      batch: Number(name.split(', ')[1]),
      concurrency: 1,
      ...middle(samples, name),
      ratio: Math.round((1 / ratioOf(samples, name, `off, ${name.split(', ')[1]}`, 'p50_us')) * 100) / 100,
    })),
    targets: SIZES.map((size) =>
      target(`${size} groups: times as fast as the old queries`, speed(size), '≥', size === 200 ? 1.2 : 1),
    ),
  };
}
