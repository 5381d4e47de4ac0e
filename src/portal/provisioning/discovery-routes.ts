import type { Server } from '#kit/http/create-server.ts';
import type { SigningKeys } from './signing-keys.ts';

/** Where saas finds the portal's public key. */
export function registerDiscoveryRoutes(app: Server, issuer: string, keys: SigningKeys): void {
  const config = { access: 'anyone', quiet: true } as const;
  app.get('/.well-known/openid-configuration', { config }, async () => ({
    issuer,
    jwks_uri: `${issuer}/oauth/discovery/keys`,
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['none'],
    subject_types_supported: ['public'],
  }));
  app.get('/oauth/discovery/keys', { config }, () => keys.publicKeys());
}
