/** A group's or a person's namespace. Those of projects are never read here. */
export type Namespace = {
  readonly id: number;
  readonly name: string;
  readonly path: string;
  /** Of the namespace and those above it: `group/subgroup`. */
  readonly fullPath: string;
  readonly kind: 'group' | 'user';
  readonly parentId: number | null;
  readonly ownerId: number | null;
  readonly avatar: string | null;
  readonly sharedRunnersMinutesLimit: number | null;
  readonly extraSharedRunnersMinutesLimit: number | null;
  readonly additionalPurchasedStorageSize: number;
  /** `YYYY-MM-DD`. */
  readonly additionalPurchasedStorageEndsOn: string | null;
};

/** Compute minutes a month; undefined keeps what is there, null is "as the instance has it". */
export type ComputeMinutes = {
  readonly sharedRunnersMinutesLimit: number | null | undefined;
  readonly extraSharedRunnersMinutesLimit: number | null | undefined;
};

/** Purchased storage in MiB and its last day; undefined keeps what is there, null clears. */
export type PurchasedStorage = {
  readonly additionalPurchasedStorageSize: number | null | undefined;
  readonly additionalPurchasedStorageEndsOn: string | null | undefined;
};
