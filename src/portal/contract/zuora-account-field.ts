import { readZuoraAccountId, ZUORA_ACCOUNT_ID_MUST_BE } from '#domain/billing/zuora-account-id.ts';
import { BadRequest } from '#kit/errors/bad-request.ts';

/** A Zuora account in a body; null clears it, undefined leaves it. @throws {BadRequest} that says what is allowed. */
export function readZuoraAccountField(value: unknown): string | null | undefined {
  if (value === undefined || value === null) return value;
  const id = readZuoraAccountId(value);
  if (id !== undefined) return id;
  const problem = `must be ${ZUORA_ACCOUNT_ID_MUST_BE}, as Zuora writes its ids`;
  throw new BadRequest(`zuora_account_id ${problem}.`, { attributes: { zuora_account_id: [problem] } });
}
