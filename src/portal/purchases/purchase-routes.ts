import type { CustomerUpdates } from '#billing/customers/customer-updates.ts';
import { notFound } from '#kit/errors/not-found.ts';
import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { toPurchaseOnWire } from '../contract/purchase.ts';
import { readPurchaseBody } from '../contract/purchase-body.ts';
import { getPurchaseSchema, putPurchaseSchema } from '../contract/purchase-schemas.ts';
import { findPurchase } from './purchase-store.ts';
import { recordPurchase } from './record-purchase.ts';

export type PurchaseRoutes = {
  readonly database: Pool;
  readonly updates: CustomerUpdates;
  /** Told after the commit, so that the outbox is looked at without waiting for its next turn. */
  readonly onPurchase: () => void;
};

/** Where purchases come in. */
export function registerPurchaseRoutes(app: Server, { database, updates, onPurchase }: PurchaseRoutes): void {
  const path = '/api/v1/purchases/:external_id';
  const put = {
    config: { access: 'operator' },
    schema: putPurchaseSchema,
    validatorCompiler: () => () => true,
  } as const;
  app.put(path, put, async (request) => {
    const sent = readPurchaseBody(request.params.external_id, request.body);
    const { applied, purchase, version } = await recordPurchase(updates, sent, request.id);
    onPurchase();
    return { success: true, applied, purchase: toPurchaseOnWire(purchase), version };
  });

  app.get(path, { config: { access: 'viewer' }, schema: getPurchaseSchema }, async (request) => {
    const { external_id: externalId } = request.params;
    const purchase = externalId.includes('\0') ? undefined : await findPurchase(database, externalId);
    if (!purchase) {
      throw notFound(`There is no purchase ${externalId}.`);
    }
    return { success: true, purchase: toPurchaseOnWire(purchase) };
  });
}
