import { type Fields, ImportFieldReader } from './import-field-reader.ts';
import type { ImportRow, ImportRowFormat } from './import-row.ts';
import { readPurchase } from './purchase.ts';

const NEEDED = [
  ['external_id'],
  ['namespace_id', 'gl_namespace_id'],
  ['product'],
  ['trial'],
  ['starts_on'],
  ['ends_on'],
  ['quantity'],
  ['updated_at'],
];

/** Purchases as the API takes them, one per row. */
export const PURCHASE_ROW_FORMAT: ImportRowFormat = {
  columns: [...NEEDED.flat(), 'customer'],
  needed: NEEDED,
  read: readRow,
};

function readRow(fields: Fields): ImportRow {
  const named = { ...fields, namespace_id: fields.namespace_id ?? fields.gl_namespace_id };
  const reader = new ImportFieldReader(named, 'file');
  const purchase = readPurchase(reader);
  if (reader.failed) return { problem: reader.sentence };
  return {
    staged: {
      external_id: purchase.externalId,
      namespace_id: purchase.namespaceId,
      product: purchase.product,
      trial: purchase.trial,
      starts_on: purchase.startsOn,
      ends_on: purchase.endsOn,
      quantity: purchase.quantity,
      customer: purchase.customer,
      updated_at: purchase.updatedAt,
    },
  };
}
