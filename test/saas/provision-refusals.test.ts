import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addOnPurchaseRow, insertNamespace, subscriptionRow } from './support/rows.ts';
import { type SaasUnderTest, startSaasUnderTest, TODAY } from './support/saas-under-test.ts';

const DUO_PRO = 1;

let test: SaasUnderTest;

beforeAll(async () => {
  test = await startSaasUnderTest({ clock: () => Date.parse(`${TODAY}T12:00:00Z`) });
});
afterAll(() => test.stop());

import { EVERYTHING, PURCHASE } from './support/provisioned.ts';

async function group(): Promise<number> {
  return insertNamespace(test.database.pool);
}

function provision(id: number, body: unknown) {
  return test.call('POST', `/${id}/provision`, { provision: body });
}

describe('POST provision, what is wrong', () => {
  it.each([
    ['base_product', { seats: 'x' }, 'seats must be a whole number from 0 to 2147483647'],
    ['base_product', { plan_code: 'x' }, expect.stringMatching(/^plan_code must be one of default/)],
    ['base_product', { trial: true }, "trial_ends_on can't be blank"],
    ['base_product', 'x', 'base_product must be an object'],
    ['base_product', [], 'base_product must be an object'],
    [
      'storage',
      { additional_purchased_storage_size: -1 },
      expect.stringMatching(/^additional_purchased_storage_size must be/),
    ],
    [
      'compute_minutes',
      { shared_runners_minutes_limit: 2_147_483_648 },
      expect.stringMatching(/^shared_runners_minutes_limit must be/),
    ],
    ['add_on_purchases', 7, 'add_on_purchases must be an object'],
    ['add_on_purchases', { duo_nano: [PURCHASE] }, 'duo_nano must be one of duo_pro, duo_enterprise'],
    ['add_on_purchases', { constructor: [PURCHASE] }, 'constructor must be one of duo_pro, duo_enterprise'],
    ['add_on_purchases', { duo_pro: PURCHASE }, 'duo_pro must be a list of one purchase'],
    ['add_on_purchases', { duo_pro: [PURCHASE, PURCHASE] }, 'duo_pro must be a list of one purchase'],
    ['add_on_purchases', { duo_pro: ['x'] }, 'duo_pro must be a list of one object'],
    ['add_on_purchases', { duo_pro: [{ ...PURCHASE, started_on: null }] }, "duo_pro.started_on can't be blank"],
    ['add_on_purchases', { duo_pro: [{ ...PURCHASE, expires_on: undefined }] }, "duo_pro.expires_on can't be blank"],
    [
      'add_on_purchases',
      { duo_pro: [{ ...PURCHASE, expires_on: '2026-02-30' }] },
      'duo_pro.expires_on must be a day of the calendar, written as YYYY-MM-DD',
    ],
    [
      'add_on_purchases',
      { duo_pro: [{ ...PURCHASE, expires_on: '2026-11-20' }] },
      'duo_pro.expires_on must not be before started_on',
    ],
    ['add_on_purchases', { duo_pro: [{ ...PURCHASE, quantity: -1 }] }, expect.stringMatching(/^duo_pro.quantity must/)],
    ['add_on_purchases', { duo_pro: [{ ...PURCHASE, trial: 'x' }] }, 'duo_pro.trial must be true or false'],
    [
      'add_on_purchases',
      { duo_pro: [{ ...PURCHASE, purchase_xid: 'a\u0000' }] },
      'duo_pro.purchase_xid must be a text of 1 to 255 characters',
    ],
    [
      'add_on_purchases',
      { duo_pro: [{ ...PURCHASE, purchase_xid: undefined }] },
      "duo_pro.purchase_xid can't be blank",
    ],
    ['lunch', {}, 'lunch is nothing that can be provisioned'],
  ])('refuses %s %j and keeps the rest', async (resource, attributes, problem) => {
    const id = await group();
    const minutes = resource === 'compute_minutes' ? {} : { compute_minutes: { shared_runners_minutes_limit: 77 } };
    const response = await provision(id, { [resource]: attributes, ...minutes });
    expect(response.statusCode).toBe(422);
    expect(response.json().message).toEqual({ [resource]: [problem] });
    if (resource !== 'compute_minutes') {
      expect((await test.call('GET', `/${id}`)).json()).toMatchObject({ shared_runners_minutes_limit: 77 });
    }
    expect(await addOnPurchaseRow(test.database.pool, id, DUO_PRO)).toBeUndefined();
  });

  it('keeps what is valid when the rest is not', async () => {
    const id = await group();
    const response = await provision(id, { ...EVERYTHING, base_product: { ...EVERYTHING.base_product, seats: null } });
    expect(response.statusCode).toBe(422);
    expect(response.json()).toEqual({
      message: { base_product: ["seats can't be blank"] },
      status: 'error',
      success: false,
      errors: "Not all was provisioned. base_product: seats can't be blank.",
      code: 'provision_incomplete',
      error_attribute_map: { base_product: ["seats can't be blank"] },
      payload: {
        base_product: { status: 'error', message: "seats can't be blank." },
        storage: { status: 'success' },
        compute_minutes: { status: 'success' },
        add_on_purchases: { status: 'success' },
      },
    });
    expect(await subscriptionRow(test.database.pool, id)).toBeUndefined();
    expect((await test.call('GET', `/${id}`)).json()).toMatchObject(EVERYTHING.storage);
    expect(await addOnPurchaseRow(test.database.pool, id, DUO_PRO)).toBeDefined();
  });

  it('is 400 without provision, with a wrong version and for a subgroup', async () => {
    const id = await group();
    for (const [body, attribute] of [
      [{}, 'provision'],
      [undefined, 'provision'],
      [{ provision: null }, 'provision'],
      [{ provision: 'x' }, 'provision'],
      [{ provision: [] }, 'provision'],
      [{ provision: {}, version: -1 }, 'version'],
    ] as const) {
      const response = await test.call('POST', `/${id}/provision`, body);
      expect(response.statusCode).toBe(400);
      expect(Object.keys(response.json().message)).toEqual([attribute]);
    }
    const sub = await insertNamespace(test.database.pool, { parentId: id });
    const response = await provision(sub, {});
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({
      message: `Namespace ${sub} is a subgroup; provision the top-level group.`,
      code: 'namespace_not_top_level',
    });
  });
});
