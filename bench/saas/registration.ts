import { withBenchDatabase } from '../bench-database.ts';
import { describeMachine, type Report, type Row, target } from '../report.ts';
import { middle, ratioOf, type Sample, toSample } from '../rounds.ts';
import { Caller } from './caller.ts';
import { makeOwners, type Owner } from './make-owners.ts';
import { openSaasWorld, type SaasWorld } from './open-saas-world.ts';

const ROUNDS = 6;
/** In each round. */
const REGISTRATIONS = 50;
const GROUPS_OF_AN_OWNER = 3;
const FIRST = 10;
const CHECK = 'the check alone, flag on';

type Registered = { readonly check: { readonly duration_ms: number; readonly source: string } };
type Kind = { readonly name: string; readonly caller: Caller; readonly owners?: Owner[] };

/**
 * Registering for a trial with the flag off and on, over HTTP, one after another; people who convert and own groups; and the
 * same with nobody where the portal should be.
 */
export async function benchRegistration(onProgress: (text: string) => void): Promise<Report> {
  return withBenchDatabase(async (database) => {
    await using stack = new AsyncDisposableStack();
    onProgress('starting');
    const world = await openSaasWorld(database, stack);
    const kinds = await startKinds(world, stack);
    const firstDead = await runFirst(kinds.find(({ name }) => name === 'on, portal dead'));
    const samples = new Map<string, Sample[]>();
    for (let round = -1; round < ROUNDS; round++) {
      onProgress(round < 0 ? 'warming up' : `round ${round + 1} of ${ROUNDS}`);
      const sampled = await runRound(kinds);
      for (const [name, sample] of round < 0 ? [] : sampled) samples.set(name, [...(samples.get(name) ?? []), sample]);
    }
    return report(samples, firstDead);
  });
}

async function startKinds(world: SaasWorld, stack: AsyncDisposableStack): Promise<Kind[]> {
  const caller = async (isOn: boolean, portal?: 'dead') => {
    const made = new Caller((await world.start(isOn, portal)).url);
    stack.defer(() => made.close());
    return made;
  };
  const [off, on] = [await caller(false), await caller(true)];
  const owners = (key: string) => makeOwners(world.pool, key, (ROUNDS + 1) * REGISTRATIONS, GROUPS_OF_AN_OWNER);
  return [
    { name: 'off', caller: off },
    { name: 'on', caller: on },
    { name: 'off, converting', caller: off, owners: await owners('offowner') },
    { name: 'on, converting', caller: on, owners: await owners('onowner') },
    { name: 'off, portal dead', caller: await caller(false, 'dead') },
    { name: 'on, portal dead', caller: await caller(true, 'dead') },
  ];
}

let people = 0;

async function register({ caller, owners }: Kind): Promise<{ took: number; check: Registered['check'] }> {
  people += 1;
  const owner = owners?.pop();
  const body = owner
    ? { registration_type: 'trial' }
    : {
        email: `p${people}@example.com`,
        password: 'correct horse',
        username: `p${people}`,
        first_name: 'Ada',
        last_name: 'L',
        registration_type: 'trial',
        role: 'other',
        group_name: `Bench ${people}`,
      };
  // Who converts comes from a page of theirs, which has asked already.
  if (owner) await caller.call('GET', '/trials/eligible_namespaces', 200, owner);
  const answer = await caller.call('POST', '/registrations', 201, {
    body,
    ...(owner ? { headers: owner.headers } : {}),
  });
  return { took: answer.took, check: (answer.body as Registered).check };
}

/** One registration of each kind after another, so that a machine that changes its speed changes it for all of them. */
async function runRound(kinds: readonly Kind[]): Promise<Map<string, Sample>> {
  const began = performance.now();
  const durations = new Map<string, number[]>([...kinds.map(({ name }) => name), CHECK].map((name) => [name, []]));
  for (let done = 0; done < REGISTRATIONS; done++) {
    for (const kind of kinds) {
      const { took, check } = await register(kind);
      durations.get(kind.name)?.push(took);
      if (kind.name === 'on') durations.get(CHECK)?.push(check.duration_ms * 1_000);
    }
  }
  return new Map([...durations].map(([name, all]) => [name, toSample(all, performance.now() - began)]));
}

/** The slowest of the first, in milliseconds: the circuit breaker is closed yet. */
async function runFirst(kind: Kind | undefined): Promise<number> {
  let slowest = 0;
  for (let done = 0; kind && done < FIRST; done++) slowest = Math.max(slowest, (await register(kind)).took);
  return slowest / 1_000;
}

function report(samples: Map<string, Sample[]>, firstDead: number): Report {
  const other = (name: string) => name.replace(/^on/, 'off');
  const row = (name: string): Row => ({
    name,
    batch: name.includes('converting') ? GROUPS_OF_AN_OWNER : 1,
    concurrency: 1,
    ...middle(samples, name),
    ratio: name.startsWith('on') ? Math.round(ratioOf(samples, name, other(name), 'p50_us') * 1_000) / 1_000 : null,
  });
  const p99 = (name: string) => middle(samples, name).p99_us / 1_000;
  const p50 = (name: string) => middle(samples, name).p50_us / 1_000;
  return {
    bench: 'registration',
    machine: describeMachine(),
    rows: [...samples.keys()].map(row),
    targets: [
      target('p50, on over off', ratioOf(samples, 'on', 'off', 'p50_us'), '≤', 1.05),
      target('p99, ms that on takes more than off', p99('on') - p99('off'), '≤', 10),
      target('p50 of the check alone, ms', p50(CHECK), '≤', 5),
      target(
        'owners who convert: p50, on over off',
        ratioOf(samples, 'on, converting', 'off, converting', 'p50_us'),
        '≤',
        1,
      ),
      target('portal dead: the slowest of the first ten, ms', firstDead, '≤', 1_000),
      target(
        'portal dead: p50, ms that on takes more than off',
        p50('on, portal dead') - p50('off, portal dead'),
        '≤',
        5,
      ),
    ],
  };
}
