/** Somebody with an account. */
export type Person = {
  readonly id: number;
  readonly username: string;
  readonly name: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly mayCreateGroups: boolean;
};
