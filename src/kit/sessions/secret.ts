import { hash, randomBytes } from 'node:crypto';

/** A secret that nobody guesses, for a cookie, a link or a header. */
export function newSecret(bytes = 32): string {
  return randomBytes(bytes).toString('base64url');
}

/** What is kept of it: whoever reads the table cannot act with that. */
export function hashSecret(secret: string): Buffer {
  return hash('sha256', secret, 'buffer');
}
