import type { Pool } from '#kit/postgres/pool.ts';
import { inTransaction } from '#kit/postgres/transaction.ts';
import { BodyReader } from '../contract/body-reader.ts';
import { isObject } from '../contract/is-object.ts';
import { problemsOf, wireProblems } from '../contract/problems.ts';
import { readAddOnPurchase } from '../contract/read-add-on-purchase.ts';
import { readComputeMinutes, readPurchasedStorage } from '../contract/read-namespace-attributes.ts';
import { readSubscriptionAttributes } from '../contract/read-subscription-attributes.ts';
import { upsertPurchasedStorage } from '../groups/namespace-limit-store.ts';
import { updateComputeMinutes } from '../groups/namespace-store.ts';
import { hasProblems, type Problems } from '../subscriptions/problems.ts';
import { provisionAddOn } from '../subscriptions/provision-add-on.ts';
import { saveSubscription } from '../subscriptions/save-subscription.ts';

type Target = { readonly pool: Pool; readonly namespaceId: number; readonly today: string };
type Provision = (target: Target, sent: object) => Promise<Problems>;

const provisions: ReadonlyMap<string, Provision> = new Map([
  ['base_product', provisionBaseProduct],
  ['storage', provisionStorage],
  ['compute_minutes', provisionComputeMinutes],
  ['add_on_purchases', provisionAddOns],
]);

/**
 * Provisions what was sent, each resource by itself and each add-on by itself: what is valid is kept, whatever is wrong
 * with the rest. Null asks for nothing.
 * @returns the problems of each resource that was sent, none where it was done.
 */
export async function provisionResources(target: Target, sent: object): Promise<Map<string, Problems>> {
  const results = new Map<string, Problems>();
  for (const [resource, attributes] of Object.entries(sent)) {
    const provision = provisions.get(resource);
    if (provision === undefined) {
      results.set(resource, { [resource]: ['is nothing that can be provisioned'] });
    } else if (isObject(attributes)) {
      results.set(resource, await provision(target, attributes));
    } else if (attributes !== null) {
      results.set(resource, { [resource]: ['must be an object'] });
    }
  }
  return results;
}

async function provisionBaseProduct({ pool, namespaceId, today }: Target, sent: object): Promise<Problems> {
  const reader = new BodyReader(sent);
  const attributes = readSubscriptionAttributes(reader);
  if (hasProblems(reader.problems)) return reader.problems;
  const saved = await inTransaction(pool, (connection) => saveSubscription(connection, namespaceId, attributes, today));
  return saved.kind === 'invalid' ? wireProblems(saved.problems) : {};
}

async function provisionStorage({ pool, namespaceId }: Target, sent: object): Promise<Problems> {
  const reader = new BodyReader(sent);
  const storage = readPurchasedStorage(reader);
  if (!hasProblems(reader.problems)) await upsertPurchasedStorage(pool, namespaceId, storage);
  return reader.problems;
}

async function provisionComputeMinutes({ pool, namespaceId }: Target, sent: object): Promise<Problems> {
  const reader = new BodyReader(sent);
  const minutes = readComputeMinutes(reader);
  if (!hasProblems(reader.problems)) await updateComputeMinutes(pool, namespaceId, minutes);
  return reader.problems;
}

async function provisionAddOns({ pool, namespaceId }: Target, sent: object): Promise<Problems> {
  let problems: Problems = {};
  for (const [addOn, purchases] of Object.entries(sent)) {
    const read = readAddOnPurchase(addOn, purchases);
    if (read.kind === 'invalid') {
      problems = { ...problems, ...read.problems };
    } else if (read.purchase !== undefined) {
      problems = {
        ...problems,
        ...problemsOf(addOn, wireProblems(await provisionAddOn(pool, namespaceId, read.purchase))),
      };
    }
  }
  return problems;
}
