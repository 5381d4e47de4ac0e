/** Something about billing accounts that went wrong and that nobody was told by an answer. */
export type PersistenceFailure = {
  /** What was being done. */
  readonly step: 'noting' | 'converging' | 'reading_zuora' | 'checking_drift';
  readonly error: unknown;
  /** Ids only: never an address or a secret. */
  readonly context: Readonly<Record<string, string | number | null>>;
};

/** The one place where such failures go: whoever builds the room says what becomes of them. Must not throw. */
export type ReportFailure = (failure: PersistenceFailure) => void;

/** What is alike of two failures: the step, and the error's code or name. */
export function fingerprintOf({ step, error }: PersistenceFailure): string[] {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  return ['billing', step, String(code ?? name ?? 'unknown')];
}
