/** By namespace: the codes of the rules that block each type that may not be started. */
export type Reasons = ReadonlyMap<number, Readonly<Record<string, readonly string[]>>>;
