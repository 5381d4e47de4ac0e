import { isObject } from '../contract/is-object.ts';

/**
 * Where the portal publishes its keys, by its OpenID configuration.
 * @param deadline milliseconds for the whole answer.
 * @throws when the portal does not answer in time, or not with a configuration of its own.
 */
export async function fetchKeysAddress(portalUrl: string, deadline: number): Promise<URL> {
  const response = await fetch(`${portalUrl}/.well-known/openid-configuration`, {
    headers: { accept: 'application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(deadline),
  });
  if (response.status !== 200) throw new Error(`The OpenID configuration was answered with ${response.status}.`);
  const configuration: unknown = await response.json();
  const { issuer, jwks_uri: address } = (isObject(configuration) ? configuration : {}) as Record<string, unknown>;
  if (issuer !== portalUrl) throw new Error(`The OpenID configuration at ${portalUrl} is that of another issuer.`);
  if (typeof address !== 'string') throw new Error('The OpenID configuration lacks jwks_uri.');
  const url = new URL(address);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new Error('jwks_uri is not an address of the web.');
  return url;
}
