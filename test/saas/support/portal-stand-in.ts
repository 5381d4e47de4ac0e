import { createServer, type ServerResponse } from 'node:http';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';

type GeneratedKey = Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];

export type SigningKey = { readonly kid: string; readonly privateKey: GeneratedKey; readonly publicJwk: JWK };

/** How the stand-in answers an address: as it should, with an error, with nonsense, or never. */
export type Behaviour = 'ok' | 'error' | 'nonsense' | 'silent' | 'half';

/** A real HTTP server that publishes an OpenID configuration and keys, as the portal does, and counts who reads them. */
export class PortalStandIn {
  readonly reads = { configuration: 0, keys: 0 };
  configuration: Behaviour = 'ok';
  keys: Behaviour = 'ok';
  published: JWK[] = [];
  issuer = '';
  keysPath = '/oauth/discovery/keys';
  readonly #server = createServer((request, response) => {
    if (request.url === '/.well-known/openid-configuration') {
      this.reads.configuration += 1;
      const body = { issuer: this.issuer || this.url, jwks_uri: `${this.url}${this.keysPath}` };
      return answer(response, this.configuration, body);
    }
    if (request.url === this.keysPath) {
      this.reads.keys += 1;
      return answer(response, this.keys, { keys: this.published });
    }
    response.writeHead(request.url === '/-/liveness' ? 200 : 404).end();
  });

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('not listening');
    return `http://127.0.0.1:${address.port}`;
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

function answer(response: ServerResponse, behaviour: Behaviour, body: unknown): void {
  if (behaviour === 'silent') return;
  response.writeHead(behaviour === 'error' ? 500 : 200, { 'content-type': 'application/json' });
  if (behaviour === 'half') response.write('{"keys":');
  else response.end(behaviour === 'nonsense' ? '<html>' : JSON.stringify(body));
}

/** A new RSA key pair of the portal. */
export async function createSigningKey(kid: string): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  return { kid, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' } };
}

export type Claims = {
  readonly issuer?: string;
  readonly audience?: string;
  readonly subject?: string;
  /** Seconds from now; null for a token that never expires. */
  readonly expiresIn?: number | null;
  readonly notBefore?: number;
};

/** A token as the portal signs it, unless a claim says otherwise. */
export function signToken(key: SigningKey, portalUrl: string, claims: Claims = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1_000);
  const token = new SignJWT()
    .setProtectedHeader({ alg: 'RS256', kid: key.kid, typ: 'JWT' })
    .setIssuedAt(now)
    .setIssuer(claims.issuer ?? portalUrl)
    .setAudience(claims.audience ?? 'gitlab-subscriptions')
    .setSubject(claims.subject ?? 'customers-dot-internal-api');
  if (claims.expiresIn !== null) token.setExpirationTime(now + (claims.expiresIn ?? 60));
  if (claims.notBefore !== undefined) token.setNotBefore(now + claims.notBefore);
  return token.sign(key.privateKey);
}
