import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { SingleBar } from 'cli-progress';
import { migratePortal } from '#portal/migrate-portal.ts';
import { freePort } from '../dev/free-port.ts';
import { PostgresServer } from '../dev/postgres/postgres-server.ts';
import type { Campaign } from '../test/campaigns/campaign.ts';
import { CAMPAIGNS } from '../test/campaigns/campaigns.ts';

/** `npm run test:long [name [part]]`: the campaigns at full size. SEED repeats one. */

type Chosen = { readonly seed: number; readonly only: string | undefined };

async function runWhole(campaign: Campaign, server: PostgresServer, { seed, only }: Chosen): Promise<boolean> {
  process.stdout.write(`\n== ${campaign.name}: ${campaign.about}\n   seed ${seed}\n`);
  const database = `campaign_${campaign.name.replaceAll('-', '_')}`;
  await server.query(`CREATE DATABASE ${database}`);
  const databaseUrl = server.url(database);
  await migratePortal(databaseUrl);
  const bar = new SingleBar({
    format: '   {bar} {value}/{total}, {duration_formatted}',
    noTTYOutput: true,
    notTTYSchedule: 10_000,
  });
  bar.start(campaign.whole, 0);
  // Above the bar, which is drawn anew below.
  const say = (line: string) => void process.stdout.write(`${process.stdout.isTTY ? '\r\x1b[K' : ''}   ${line}\n`);
  const context = { databaseUrl, size: campaign.whole, seed, say, ...(only === undefined ? {} : { only }) };
  try {
    await campaign.run({ ...context, onProgress: (done) => bar.update(done) });
    bar.stop();
    return true;
  } catch (error) {
    bar.stop();
    // With what caused it, which says what was seen.
    process.stdout.write(`   failed with seed ${seed}: ${inspect(error)}\n`);
    return false;
  }
}

async function main(): Promise<number> {
  const [name, only] = process.argv.slice(2);
  // `billing` is also `billing-flips`.
  const isMeant = (one: string) => name === undefined || one === name || one.startsWith(`${name}-`);
  const chosen = CAMPAIGNS.filter((campaign) => isMeant(campaign.name));
  if (chosen.length === 0)
    throw new Error(`There is no campaign ${name}; there are ${CAMPAIGNS.map((one) => one.name).join(', ')}.`);
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
  const folder = await mkdtemp(join(tmpdir(), 'trialgate-long-'));
  await chmod(folder, 0o755);
  const server = new PostgresServer({
    folder: join(folder, 'data'),
    port: await freePort(),
    settings: ['max_connections=300'],
  });
  try {
    await server.start();
    let failed = 0;
    for (const campaign of chosen) if (!(await runWhole(campaign, server, { seed, only }))) failed += 1;
    process.stdout.write(`\n${chosen.length - failed} passed, ${failed} failed\n`);
    return failed;
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

process.exitCode = await main().then(
  (failed) => (failed > 0 ? 1 : 0),
  (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    return 1;
  },
);
