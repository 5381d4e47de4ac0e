import { createHmac } from 'node:crypto';
import { foldEmail } from '#domain/applicants/fold-email.ts';

/** Recognises an applicant by their address without keeping it; null where there is no address. */
export function hashEmail(address: unknown, key: string): Buffer | null {
  const folded = typeof address === 'string' ? foldEmail(address) : undefined;
  return folded === undefined ? null : createHmac('sha256', key).update(folded).digest();
}
