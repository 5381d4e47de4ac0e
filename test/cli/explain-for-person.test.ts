import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ExplainingWorld, startExplainingWorld } from './support/explaining-world.ts';

let world: ExplainingWorld;

beforeAll(async () => {
  world = await startExplainingWorld();
});
afterAll(() => world.stop());

test('either half alone when the other side is dead, and it says so', async () => {
  const alone = await world.explain([1, '--user', 2], { SAAS_URL: 'http://127.0.0.1:2' });
  expect(alone.stdout).toMatch(/^Namespace 1 as of /);
  expect(alone.stdout).toMatch(/The half of saas is missing: saas at http:\/\/127.0.0.1:2 cannot be reached/);
  const json = JSON.parse((await world.explain([1, '--user', 2, '--json'])).stdout);
  expect(json).toMatchObject({ portal: { namespace_id: 1 }, saas: { namespace_id: 1, verdict: expect.any(String) } });
});

test('nobody without a token', async () => {
  const answer = await world.saas.app.inject({ method: 'GET', url: '/api/v4/internal/eligibility/1' });
  expect(answer.statusCode).toBe(401);
});
