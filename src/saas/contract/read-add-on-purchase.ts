import { ADD_ON_UIDS, type AddOnPurchase } from '../subscriptions/add-on-purchase.ts';
import { hasProblems, type Problems } from '../subscriptions/problems.ts';
import { BodyReader } from './body-reader.ts';
import { isObject } from './is-object.ts';
import { problemsOf } from './problems.ts';

export type ReadAddOnPurchase =
  | { readonly kind: 'read'; readonly purchase: AddOnPurchase | undefined }
  | { readonly kind: 'invalid'; readonly problems: Problems };

const BLANK = "can't be blank";

/**
 * The purchase of one add-on as provisioning sends it: a list of one. An empty list asks for nothing. A second one is
 * refused, because a namespace has one of each add-on and the other would be lost.
 */
export function readAddOnPurchase(addOn: string, sent: unknown): ReadAddOnPurchase {
  const addOnUid = ADD_ON_UIDS.get(addOn);
  if (addOnUid === undefined) return invalid(addOn, `must be one of ${[...ADD_ON_UIDS.keys()].join(', ')}`);
  if (sent === null) return { kind: 'read', purchase: undefined };
  if (!Array.isArray(sent) || sent.length > 1) return invalid(addOn, 'must be a list of one purchase');
  const [only] = sent as unknown[];
  if (only === undefined) return { kind: 'read', purchase: undefined };
  if (!isObject(only)) return invalid(addOn, 'must be a list of one object');
  return readFields(addOn, addOnUid, new BodyReader(only));
}

function readFields(addOn: string, addOnUid: number, reader: BodyReader): ReadAddOnPurchase {
  const quantity = reader.wholeNumber('quantity');
  const startedOn = reader.date('started_on');
  const expiresOn = reader.date('expires_on');
  const purchaseXid = reader.text('purchase_xid');
  const trial = reader.boolean('trial');
  for (const [name, value] of Object.entries({ started_on: startedOn, expires_on: expiresOn })) {
    if (value == null && !(name in reader.problems)) reader.refuse(name, BLANK);
  }
  if (startedOn && expiresOn && expiresOn < startedOn) reader.refuse('expires_on', 'must not be before started_on');
  if (!startedOn || !expiresOn || hasProblems(reader.problems)) {
    return { kind: 'invalid', problems: problemsOf(addOn, reader.problems) };
  }
  return {
    kind: 'read',
    purchase: {
      addOnUid,
      quantity: quantity ?? 0,
      startedOn,
      expiresOn,
      purchaseXid: purchaseXid ?? undefined,
      trial: trial ?? false,
    },
  };
}

function invalid(addOn: string, problem: string): ReadAddOnPurchase {
  return { kind: 'invalid', problems: { [addOn]: [problem] } };
}
