// Hosts that deliver a name with dots to the same box as the name without.
const DOTLESS_HOSTS = new Set(['gmail.com', 'googlemail.com']);

/**
 * The box behind an e-mail address: upper and lower case, what follows a `+`, and dots where the host ignores them make
 * no other person. Returned for hashing only; undefined where there is no address.
 */
export function foldEmail(address: string): string | undefined {
  const folded = address.normalize('NFKC').trim().toLowerCase();
  const at = folded.lastIndexOf('@');
  if (at <= 0 || at === folded.length - 1) return undefined;
  const host = folded.slice(at + 1);
  const name = folded.slice(0, at).split('+', 1)[0] ?? '';
  if (!DOTLESS_HOSTS.has(host)) return `${name}@${host}`;
  return `${name.replaceAll('.', '')}@gmail.com`;
}
