/** Who buys. Without a person's details once it is deleted. */
export type Customer = {
  readonly id: number;
  /** The name by which purchases and their sources know it. */
  readonly reference: string | null;
  readonly email: string | null;
  readonly name: string | null;
  readonly zuoraAccountId: string | null;
  /** The time of what set it. */
  readonly zuoraAccountSetAt: Date | null;
  /** The account that went away in Zuora and took the id with it. */
  readonly lostZuoraAccountId: string | null;
  readonly mergedIntoId: number | null;
  readonly createdAt: Date;
  readonly deletedAt: Date | null;
};

export type NewCustomer = {
  readonly reference: string | null;
  readonly email: string | null;
  readonly name: string | null;
};
