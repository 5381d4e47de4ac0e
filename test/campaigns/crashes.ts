import { strict as assert } from 'node:assert';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { APPLY_PATH } from '#sdk/contract.ts';
import { PortalProcess } from '../support/portal-process.ts';
import { SaasStandIn } from '../support/saas-stand-in.ts';
import { application, GITLAB, send } from '../support/test-portal.ts';
import { type Campaign, type CampaignContext, inParallel, randomFrom } from './campaign.ts';

const WIDTH = 8;
const APPLICATIONS_A_KILL = 40;

/** An application until it is answered: a client that got no answer asks again, as people do. */
async function applyUntilAnswered(url: string, namespaceId: number, answered: Map<number, number>): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const reply = await send(url + APPLY_PATH, 'POST', {
      body: application(namespaceId, {}, namespaceId),
      headers: GITLAB,
    }).catch(() => undefined);
    if (reply?.status === 201 || reply?.status === 200) {
      answered.set(namespaceId, reply.body.trial.id);
      return;
    }
    if (reply !== undefined) assert.equal(reply.status, 503, `answered ${reply.status}: ${reply.text}`);
    await setTimeout(50);
  }
  throw new Error(`namespace ${namespaceId} was never answered`);
}

async function killAtRandom(portal: PortalProcess, random: () => number, done: () => number, total: number) {
  for (let kills = 0; done() < total; kills++) {
    const target = Math.min(total, kills * APPLICATIONS_A_KILL + 1 + Math.floor(random() * APPLICATIONS_A_KILL));
    while (done() < target) await setTimeout(1);
    if (done() >= total) break;
    await setTimeout(random() * 20);
    await portal.stop('SIGKILL');
    await portal.start();
  }
}

async function assertOnceAndProvisioned(databaseUrl: string, answered: Map<number, number>, saas: SaasStandIn) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const trials = await client.query('SELECT id::int, namespace_id::int FROM trials');
    assert.equal(trials.rows.length, answered.size, 'as many trials as namespaces that were answered');
    for (const { id, namespace_id } of trials.rows) assert.equal(answered.get(namespace_id), id);
    for (let waited = 0; ; waited++) {
      const open = await client.query("SELECT id FROM provisionings WHERE state = 'retrying'");
      if (open.rows.length === 0) break;
      assert.ok(waited < 600, `${open.rows.length} trials are neither delivered nor undeliverable after 60 s`);
      await setTimeout(100);
    }
    const told = new Set(saas.messages.filter(({ method }) => method === 'PUT').map(({ namespaceId }) => namespaceId));
    for (const namespaceId of answered.keys()) assert.ok(told.has(namespaceId), `saas was not told of ${namespaceId}`);
  } finally {
    await client.end();
  }
}

export const crashes: Campaign = {
  name: 'crashes',
  about: 'kill -9 at random moments during applications: each that was answered exists once, and saas is told of it',
  whole: 500,
  short: 60,
  run: async ({ databaseUrl, size, seed, onProgress }: CampaignContext) => {
    const saas = new SaasStandIn();
    const random = randomFrom(seed);
    const portal = await PortalProcess.create({ PORTAL_DATABASE_URL: databaseUrl, SAAS_URL: await saas.start() });
    const answered = new Map<number, number>();
    try {
      await portal.start();
      const killer = killAtRandom(portal, random, () => answered.size, size);
      await inParallel(size, WIDTH, async (index) => {
        await applyUntilAnswered(portal.url, 10_000 + index, answered);
        onProgress(answered.size, size);
      });
      await killer;
      await assertOnceAndProvisioned(databaseUrl, answered, saas);
    } finally {
      await portal.stop('SIGKILL');
      saas.stop();
    }
  },
};
