import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import type { Role } from '#domain/people/roles.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { inTransaction } from '#kit/postgres/transaction.ts';

const LIFETIME_SECONDS = 300;
const STAFF_LIFETIME_SECONDS = 30;

type SigningKey = { readonly kid: string; readonly privateJwk: JWK };

/** The portal's key: every process of it signs with the same one, which lies in the database. */
export class SigningKeys {
  readonly #database: Pool;
  readonly #issuer: string;
  #key: Promise<SigningKey> | undefined;
  #token: { readonly text: string; readonly usableUntil: number } | undefined;

  constructor(database: Pool, issuer: string) {
    this.#database = database;
    this.#issuer = issuer;
  }

  /** The public half, for `/oauth/discovery/keys`. */
  async publicKeys(): Promise<{ keys: JWK[] }> {
    const { kid, privateJwk } = await this.#signingKey();
    const { kty, n, e } = privateJwk;
    return { keys: [{ kty, n, e, kid, alg: 'RS256', use: 'sig' } as JWK] };
  }

  /** A token that saas' internal API accepts, valid for at least four more minutes. */
  async internalToken(): Promise<string> {
    const now = Date.now();
    if (this.#token && now < this.#token.usableUntil) return this.#token.text;
    const text = await this.#sign('customers-dot-internal-api', LIFETIME_SECONDS, {});
    this.#token = { text, usableUntil: now + 60_000 };
    return text;
  }

  /** The portal's word for one of its staff, who looks or acts from its dashboard: for one request. */
  staffToken(staffId: number, role: Role): Promise<string> {
    return this.#sign('trialgate-staff', STAFF_LIFETIME_SECONDS, { staff_id: staffId, staff_role: role });
  }

  async #sign(subject: string, seconds: number, claims: Record<string, unknown>): Promise<string> {
    const { kid, privateJwk } = await this.#signingKey();
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid })
      .setIssuer(this.#issuer)
      .setAudience('gitlab-subscriptions')
      .setSubject(subject)
      .setIssuedAt()
      .setExpirationTime(`${seconds}s`)
      .sign(await importJWK(privateJwk, 'RS256'));
  }

  #signingKey(): Promise<SigningKey> {
    this.#key ??= this.#findOrCreate().catch((error) => {
      this.#key = undefined;
      throw error;
    });
    return this.#key;
  }

  async #findOrCreate(): Promise<SigningKey> {
    return inTransaction(this.#database, async (connection) => {
      await connection.query('LOCK TABLE signing_keys IN SHARE ROW EXCLUSIVE MODE');
      const { rows } = await connection.query<{ kid: string; private_jwk: JWK }>(
        'SELECT kid, private_jwk FROM signing_keys ORDER BY created_at DESC LIMIT 1',
      );
      if (rows[0]) return { kid: rows[0].kid, privateJwk: rows[0].private_jwk };
      const { privateKey } = await generateKeyPair('RS256', { extractable: true });
      const privateJwk = await exportJWK(privateKey);
      const kid = await calculateJwkThumbprint(privateJwk);
      await connection.query('INSERT INTO signing_keys (kid, private_jwk) VALUES ($1, $2)', [kid, privateJwk]);
      return { kid, privateJwk };
    });
  }
}
