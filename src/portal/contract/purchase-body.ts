import { readZuoraAccountId, ZUORA_ACCOUNT_ID_MUST_BE } from '#domain/billing/zuora-account-id.ts';
import type { SentPurchase } from '../purchases/purchase.ts';
import { asObject, invalid } from './application.ts';
import { ImportFieldReader } from './import-field-reader.ts';
import { readPurchase } from './purchase.ts';

const NAMES = [
  'namespace_id',
  'product',
  'trial',
  'starts_on',
  'ends_on',
  'quantity',
  'customer',
  'zuora_account_id',
  'updated_at',
];

/**
 * Reads the body of a purchase; its own id stands in the path.
 * @throws {BadRequest} that names every field that is wrong.
 */
export function readPurchaseBody(externalId: string, body: unknown): SentPurchase {
  const fields = asObject(body);
  if (!fields) throw invalid({ body: ['must be a JSON object'] });
  const reader = new ImportFieldReader({ ...fields, external_id: externalId }, 'body');
  const purchase = { ...readPurchase(reader), ...readAccount(reader) };
  // Without an end must be said: leaving it out by mistake would sell it for ever.
  if (fields.ends_on === undefined) reader.refuse('ends_on', 'is missing: it must be a day as YYYY-MM-DD, or null');
  for (const name of Object.keys(fields)) {
    if (!NAMES.includes(name)) reader.refuse(name, `is not known here; known are ${NAMES.join(', ')}`);
  }
  if (reader.failed) throw invalid(reader.problems);
  return purchase;
}

/** An account without a customer belongs to nobody. */
function readAccount(reader: ImportFieldReader): Pick<SentPurchase, 'zuoraAccountId'> {
  if (!reader.has('zuora_account_id')) return {};
  if (!reader.has('customer')) reader.refuse('zuora_account_id', 'needs a customer to whom it belongs');
  return { zuoraAccountId: reader.read('zuora_account_id', ZUORA_ACCOUNT_ID_MUST_BE, readZuoraAccountId, '') };
}
