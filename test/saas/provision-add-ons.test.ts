import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addOnPurchaseRow, insertNamespace } from './support/rows.ts';
import { type SaasUnderTest, startSaasUnderTest, TODAY } from './support/saas-under-test.ts';

const DUO_ENTERPRISE = 3;

let test: SaasUnderTest;

beforeAll(async () => {
  test = await startSaasUnderTest({ clock: () => Date.parse(`${TODAY}T12:00:00Z`) });
});
afterAll(() => test.stop());

import { PURCHASE } from './support/provisioned.ts';

async function group(): Promise<number> {
  return insertNamespace(test.database.pool);
}

function provision(id: number, body: unknown) {
  return test.call('POST', `/${id}/provision`, { provision: body });
}

describe('POST provision, add-ons', () => {
  it('judges each add-on by itself', async () => {
    const id = await group();
    const response = await provision(id, {
      add_on_purchases: { duo_pro: [{ ...PURCHASE, quantity: 'x' }], duo_enterprise: [PURCHASE] },
    });
    expect(response.statusCode).toBe(422);
    expect(await addOnPurchaseRow(test.database.pool, id, DUO_ENTERPRISE)).toBeDefined();
  });

  it('changes a purchase and keeps its name where none is sent', async () => {
    const id = await group();
    await provision(id, { add_on_purchases: { duo_enterprise: [PURCHASE] } });
    await provision(id, {
      add_on_purchases: { duo_enterprise: [{ quantity: 9, started_on: '2026-11-22', expires_on: '2027-11-22' }] },
    });
    expect(await addOnPurchaseRow(test.database.pool, id, DUO_ENTERPRISE)).toMatchObject({
      quantity: 9,
      started_at: '2026-11-22',
      expires_on: '2027-11-22',
      purchase_xid: 'A-S00001',
      trial: false,
    });
  });

  it.each([[{}], [{ quantity: 0 }], [{ quantity: null }]])('takes an add-on away by its dates: %j', async (none) => {
    const id = await group();
    const ended = {
      add_on_purchases: { duo_enterprise: [{ started_on: '2026-11-20', expires_on: '2026-11-20', ...none }] },
    };
    expect((await provision(id, ended)).statusCode).toBe(200);
    expect(await addOnPurchaseRow(test.database.pool, id, DUO_ENTERPRISE)).toBeUndefined();
    await provision(id, { add_on_purchases: { duo_enterprise: [PURCHASE] } });
    expect((await provision(id, ended)).statusCode).toBe(200);
    expect(await addOnPurchaseRow(test.database.pool, id, DUO_ENTERPRISE)).toMatchObject({
      quantity: 5,
      expires_on: '2026-11-20',
    });
  });

  it('gives a purchase that GitLab wrote without it the number of its add-on', async () => {
    const id = await group();
    await test.database.pool.query(
      `INSERT INTO subscription_add_on_purchases (created_at, updated_at, subscription_add_on_id, namespace_id, quantity,
         expires_on, purchase_xid, organization_id)
       SELECT now(), now(), id, $1, 1, '2026-12-01', 'old', 1 FROM subscription_add_ons WHERE name = 3`,
      [id],
    );
    await provision(id, { add_on_purchases: { duo_enterprise: [PURCHASE] } });
    expect(await addOnPurchaseRow(test.database.pool, id, DUO_ENTERPRISE)).toMatchObject({
      subscription_add_on_uid: 3,
    });
  });
});
