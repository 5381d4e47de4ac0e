import { strict as assert } from 'node:assert';
import pg from 'pg';
import { APPLY_PATH } from '#sdk/contract.ts';
import { PortalProcess } from '../support/portal-process.ts';
import { application, GITLAB, type Reply, send } from '../support/test-portal.ts';
import { type Campaign, randomFrom } from './campaign.ts';

const PROCESSES = 4;
const AT_ONCE = 64;

function statuses(replies: readonly Reply[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of replies) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

export const races: Campaign = {
  name: 'races',
  about: '64 parallel applications for one namespace from 4 processes: exactly one trial, whoever applies',
  whole: 200,
  short: 3,
  run: async ({ databaseUrl, size, seed, onProgress }) => {
    const random = randomFrom(seed);
    const environment = { PORTAL_DATABASE_URL: databaseUrl, SAAS_URL: 'http://127.0.0.1:9' };
    const portals = await Promise.all(Array.from({ length: PROCESSES }, () => PortalProcess.create(environment)));
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    try {
      for (const portal of portals) await portal.start();
      for (let round = 0; round < size; round++) {
        const namespaceId = 20_000 + round;
        const samePerson = random() < 0.5;
        // A namespace that is known already is not locked by being made.
        if (random() < 0.5) await client.query('INSERT INTO namespaces (id) VALUES ($1)', [namespaceId]);
        const replies = await Promise.all(
          Array.from({ length: AT_ONCE }, (_, place) => {
            const uid = samePerson ? namespaceId : namespaceId * 100 + place;
            const url = portals[place % PROCESSES]?.url ?? '';
            return send(url + APPLY_PATH, 'POST', { body: application(namespaceId, {}, uid), headers: GITLAB });
          }),
        );
        const others = samePerson ? 200 : 422;
        assert.deepEqual(statuses(replies), { 201: 1, [others]: AT_ONCE - 1 }, `round ${round}`);
        onProgress(round + 1, size);
      }
    } finally {
      await client.end();
      await Promise.all(portals.map((portal) => portal.stop('SIGKILL')));
    }
  },
};
