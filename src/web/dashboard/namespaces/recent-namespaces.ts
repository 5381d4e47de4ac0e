export type RecentNamespace = { readonly id: number; readonly name: string };

const KEY = 'recent-namespaces';
const MOST = 8;

/** Those that were looked at in this window, the newest first: tickets come back. */
export function recentNamespaces(): readonly RecentNamespace[] {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? '[]') as RecentNamespace[];
  } catch {
    return [];
  }
}

export function rememberNamespace(one: RecentNamespace): void {
  const others = recentNamespaces().filter(({ id }) => id !== one.id);
  sessionStorage.setItem(KEY, JSON.stringify([one, ...others].slice(0, MOST)));
}
