import { PRODUCTS, type Product } from '#domain/purchases/purchase.ts';
import type { Purchase, SentPurchase } from '../purchases/purchase.ts';
import type { ImportFieldReader } from './import-field-reader.ts';

/** A purchase as the API answers it. */
export function toPurchaseOnWire(purchase: Purchase) {
  return {
    id: purchase.id,
    external_id: purchase.externalId,
    namespace_id: purchase.namespaceId,
    product: purchase.product,
    trial: purchase.trial,
    starts_on: purchase.startsOn,
    ends_on: purchase.endsOn,
    quantity: purchase.quantity,
    customer: purchase.customer,
    updated_at: purchase.updatedAt,
    recorded_at: purchase.recordedAt,
    state: purchase.state,
  };
}

/** Reads a purchase from a body or a row; the reader has every problem. */
export function readPurchase(reader: ImportFieldReader): SentPurchase {
  const purchase = {
    externalId: reader.text('external_id', 200),
    namespaceId: reader.id('namespace_id'),
    product: reader.read<Product>('product', `one of ${PRODUCTS.join(', ')}`, readProduct, 'premium'),
    trial: reader.boolean('trial'),
    startsOn: reader.day('starts_on'),
    endsOn: reader.has('ends_on') ? reader.day('ends_on') : null,
    quantity: reader.quantity('quantity'),
    customer: reader.has('customer') ? reader.text('customer', 200) : null,
    updatedAt: reader.time('updated_at'),
  };
  const { startsOn, endsOn } = purchase;
  if (!reader.failed && endsOn !== null && endsOn < startsOn) {
    reader.refuse('ends_on', `${endsOn} lies before starts_on ${startsOn}; it must be the same day or later, or null`);
  }
  return purchase;
}

function readProduct(value: unknown): Product | undefined {
  return PRODUCTS.find((product) => product === value);
}
