import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { insertNamespace } from './support/rows.ts';
import { type SaasUnderTest, startSaasUnderTest } from './support/saas-under-test.ts';

let test: SaasUnderTest;
let id: number;

beforeAll(async () => {
  test = await startSaasUnderTest();
  id = await insertNamespace(test.database.pool);
});
afterAll(() => test.stop());

const value = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    '',
    '\u0000',
    '\ud800',
    'premium',
    'extended',
    0,
    -1,
    1,
    2,
    2 ** 31,
    2 ** 53,
    1e308,
  ),
  fc.constantFrom('2026-11-21', '2026-12-21', '0000-01-01', '9999-12-31', '2026-02-30', '-infinity', 'now'),
  fc.jsonValue(),
);
const subscription = fc.dictionary(
  fc.constantFrom(
    'plan_code',
    'start_date',
    'end_date',
    'seats',
    'max_seats_used',
    'auto_renew',
    'trial',
    'trial_starts_on',
    'trial_ends_on',
    'trial_extension_type',
    'version',
  ),
  value,
);
const limits = fc.dictionary(
  fc.constantFrom(
    'shared_runners_minutes_limit',
    'extra_shared_runners_minutes_limit',
    'additional_purchased_storage_size',
    'additional_purchased_storage_ends_on',
  ),
  value,
);
const purchase = fc.dictionary(fc.constantFrom('quantity', 'started_on', 'expires_on', 'purchase_xid', 'trial'), value);
const provision = fc.record(
  {
    base_product: fc.oneof(subscription, value),
    storage: fc.oneof(limits, value),
    compute_minutes: fc.oneof(limits, value),
    add_on_purchases: fc.oneof(
      fc.dictionary(fc.constantFrom('duo_pro', 'duo_enterprise', 'duo_nano', 'constructor'), fc.array(purchase)),
      value,
    ),
  },
  { requiredKeys: [] },
);

const requests = fc.oneof(
  fc.record({
    method: fc.constantFrom('POST' as const, 'PUT' as const),
    path: fc.constant('/gitlab_subscription'),
    body: fc.oneof(subscription, fc.object()),
  }),
  fc.record({
    method: fc.constant('PUT' as const),
    path: fc.constant(''),
    body: fc
      .tuple(limits, fc.oneof(subscription, value))
      .map(([sent, nested]) => ({ ...sent, gitlab_subscription_attributes: nested })),
  }),
  fc.record({
    method: fc.constant('POST' as const),
    path: fc.constant('/provision'),
    body: fc.oneof(provision, value).map((sent) => ({ provision: sent })),
  }),
);

it('is answered, and with a sentence where it is refused', async () => {
  await fc.assert(
    fc.asyncProperty(requests, async ({ method, path, body }) => {
      const response = await test.call(method, `/${id}${path}`, body);
      expect([200, 201, 400, 404, 422]).toContain(response.statusCode);
      if (response.statusCode >= 400) {
        expect(response.json()).toMatchObject({ success: false, errors: expect.stringMatching(/^[A-Z].+\.$/s) });
        expect(response.json()).toHaveProperty('message');
      }
    }),
    { numRuns: 600 },
  );
});
