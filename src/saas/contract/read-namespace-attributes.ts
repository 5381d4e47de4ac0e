import type { NamespaceAttributes } from '../groups/change-namespace.ts';
import type { ComputeMinutes, PurchasedStorage } from '../groups/namespace.ts';
import { BodyReader } from './body-reader.ts';
import { isObject } from './is-object.ts';
import { problemsOf } from './problems.ts';
import { readSubscriptionAttributes } from './read-subscription-attributes.ts';

/** The compute minutes in a body. */
export function readComputeMinutes(reader: BodyReader): ComputeMinutes {
  return {
    sharedRunnersMinutesLimit: reader.wholeNumber('shared_runners_minutes_limit'),
    extraSharedRunnersMinutesLimit: reader.wholeNumber('extra_shared_runners_minutes_limit'),
  };
}

/** The purchased storage in a body; its size in MiB. */
export function readPurchasedStorage(reader: BodyReader): PurchasedStorage {
  return {
    additionalPurchasedStorageSize: reader.wholeNumber('additional_purchased_storage_size', 0, Number.MAX_SAFE_INTEGER),
    additionalPurchasedStorageEndsOn: reader.date('additional_purchased_storage_ends_on'),
  };
}

/** All that an update of a namespace may carry; the problems of its subscription stand in the reader too. */
export function readNamespaceAttributes(reader: BodyReader): NamespaceAttributes {
  const nested = reader.oneOf('gitlab_subscription_attributes', 'must be an object', (value) =>
    isObject(value) ? value : undefined,
  );
  const limits = { ...readComputeMinutes(reader), ...readPurchasedStorage(reader) };
  if (nested === undefined || nested === null) return { ...limits, subscription: undefined };
  const nestedReader = new BodyReader(nested);
  const subscription = readSubscriptionAttributes(nestedReader);
  reader.add(problemsOf('gitlab_subscription', nestedReader.problems));
  return { ...limits, subscription };
}
