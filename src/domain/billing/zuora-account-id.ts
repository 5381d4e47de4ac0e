const ZUORA_ACCOUNT_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** What is allowed, said after "must be". */
export const ZUORA_ACCOUNT_ID_MUST_BE = '1 to 64 letters, digits, hyphens or underscores';

/** An id of Zuora's, as it stands in a path of its API; undefined for what can be none. Zuora's own are 32 hex digits. */
export function readZuoraAccountId(value: unknown): string | undefined {
  return typeof value === 'string' && ZUORA_ACCOUNT_ID.test(value) ? value : undefined;
}
