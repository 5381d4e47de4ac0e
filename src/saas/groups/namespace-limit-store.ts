import type { Queryable } from '#kit/postgres/pool.ts';
import type { PurchasedStorage } from './namespace.ts';

/** Sets what was sent of a namespace's purchased storage. Without a size there is none. */
export async function upsertPurchasedStorage(
  database: Queryable,
  namespaceId: number,
  storage: PurchasedStorage,
): Promise<void> {
  const { additionalPurchasedStorageSize: size, additionalPurchasedStorageEndsOn: endsOn } = storage;
  await database.query(
    `INSERT INTO namespace_limits AS l
       (namespace_id, additional_purchased_storage_size, additional_purchased_storage_ends_on)
     VALUES ($1, $3, $5)
     ON CONFLICT (namespace_id) DO UPDATE SET
       additional_purchased_storage_size =
         CASE WHEN $2 THEN excluded.additional_purchased_storage_size ELSE l.additional_purchased_storage_size END,
       additional_purchased_storage_ends_on =
         CASE WHEN $4 THEN excluded.additional_purchased_storage_ends_on
         ELSE l.additional_purchased_storage_ends_on END`,
    [namespaceId, size !== undefined, size ?? 0, endsOn !== undefined, endsOn ?? null],
  );
}
