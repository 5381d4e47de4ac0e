import type { Queryable } from '#kit/postgres/pool.ts';
import type { AddOnPurchase } from './add-on-purchase.ts';
import { updateAddOnPurchase, upsertAddOnPurchase } from './add-on-purchase-store.ts';
import type { Problems } from './problems.ts';

const NOTHING_WRONG: Problems = {};

/**
 * Gives a namespace an add-on, changes it, or takes it away (quantity 0, by its dates). Taking away what it does not
 * have is done already, so that a repeat is answered like the first time.
 * @returns what is wrong; nothing when it was done.
 */
export async function provisionAddOn(
  database: Queryable,
  namespaceId: number,
  purchase: AddOnPurchase,
): Promise<Problems> {
  const { purchaseXid, quantity } = purchase;
  if (quantity > 0 && purchaseXid !== undefined) {
    await upsertAddOnPurchase(database, namespaceId, { ...purchase, purchaseXid });
    return NOTHING_WRONG;
  }
  const updated = await updateAddOnPurchase(database, namespaceId, purchase);
  return updated || quantity === 0 ? NOTHING_WRONG : { purchaseXid: ["can't be blank"] };
}
