import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertAddOnPurchase } from '../saas/support/billing-rows.ts';
import { type ProductUnderTest, startProduct } from '../saas/support/product-under-test.ts';
import { insertNamespace } from '../saas/support/rows.ts';
import { type RunOptions, runCommand } from './support/run-command.ts';

let product: ProductUnderTest;
let environment: Record<string, string>;
const GROUPS = 12;

beforeAll(async () => {
  product = await startProduct();
  environment = {
    PORTAL_URL: product.portal.url,
    SAAS_URL: product.url,
    TRIALGATE_TOKEN: product.portal.tokens.operator,
  };
  for (let made = 0; made < GROUPS; made++) await insertNamespace(product.database.pool);
  const denied = await insertNamespace(product.database.pool);
  await insertAddOnPurchase(product.database.pool, denied, 'duo_enterprise', { expiresOn: '2026-01-01' });
});
afterAll(() => product.stop());

const run = (words: string, options: RunOptions = {}) => runCommand(words.split(' '), { environment, ...options });

test('before anything was compared the report says how to begin', async () => {
  const { code, stdout } = await run('shadow report');
  expect([code, stdout]).toEqual([0, expect.stringContaining('trialgate shadow run')]);
});

test('a run that is left goes on where it was, and its report counts every namespace once', async () => {
  let isTold = false;
  const left = await run('shadow run --per-second 4', {
    onStderr: (text, child) => {
      if (isTold || !text.includes('comparing')) return;
      isTold = true;
      child.kill('SIGINT');
    },
  });
  expect(left.code).toBe(130);
  const id = /--resume (\d+)/.exec(left.stderr)?.[1];
  const { code, stdout } = await run(`shadow run --resume ${id} --json`);
  expect(code).toBe(0);
  const { outcomes, differences, strata } = JSON.parse(stdout);
  expect(outcomes).toEqual({ match: GROUPS, grants_more: 1 });
  expect(differences).toMatchObject([{ cause: 'duo_enterprise_ever', plan: 'none', n: 1, expected: null }]);
  expect(strata).toMatchObject([{ plan: 'none', checked: GROUPS + 1, wrong_grants: 1 }]);
});

test('a sample is a part, always the same; what is no share is refused', async () => {
  const { code, stdout } = await run('shadow run --sample 0.4 --json');
  expect(code).toBe(0);
  const again = JSON.parse((await run('shadow run --sample 0.4 --json')).stdout);
  expect(again.outcomes).toEqual(JSON.parse(stdout).outcomes);
  const compared = Object.values(again.outcomes as Record<string, number>).reduce((sum, n) => sum + n, 0);
  expect(compared).toBeLessThan(GROUPS + 1);
  for (const wrong of ['0', '1.5', '-1', 'half']) expect((await run(`shadow run --sample ${wrong}`)).code).toBe(2);
});

test('a group is expected with a reason, and the report says so', async () => {
  const type = 'ultimate_with_gitlab_duo_enterprise';
  const words = ['shadow', 'expect', 'grants_more', 'duo_enterprise_ever', '--plan', 'none', '--type', type];
  const { code } = await runCommand([...words, '--reason', 'decided in ticket 42'], { environment });
  expect(code).toBe(0);
  const { stdout } = await run('shadow report');
  expect(stdout).toContain('yes: decided in ticket 42');
  expect(stdout).toMatch(/none\s+ultimate_with_gitlab_duo_enterprise\s+\d+\s+0\s+\d+/);
});
