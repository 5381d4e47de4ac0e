/** What a text from a ticket may be; more than one of them at once. */
export type SearchGuess = {
  readonly namespaceId?: number;
  /** The path of a top-level group. */
  readonly path?: string;
  readonly email?: string;
  readonly username?: string;
  /** An account's number, or what else a purchase calls itself by. */
  readonly account?: string;
};

// What stands before the group in an address of GitLab's and of our own product's.
const BEFORE_GROUP = new Set(['groups', '-', 'users', 'namespaces', 'dashboard']);
const ID = /^[1-9]\d{0,15}$/;

/** Reads what somebody has pasted. */
export function readSearch(text: string): SearchGuess {
  const word = text.trim();
  const id = readId(word.replace(/^#/, ''));
  if (id !== undefined) return { namespaceId: id, account: word };
  if (/^https?:\/\//i.test(word)) return readUrl(word);
  if (/^[^\s@]+@[^\s@]+$/.test(word)) return { email: word };
  if (word.startsWith('@')) return { username: word.slice(1) };
  // gitlab.com/zeta, /groups/zeta, zeta/sub: the trial is of the group at the top.
  if (word.includes('/')) return readUrl(`https://${/^[^/]+\.[a-z]{2,}\//i.test(word) ? '' : 'host/'}${word}`);
  return { path: word, username: word, account: word };
}

function readUrl(text: string): SearchGuess {
  const parts = (URL.parse(text)?.pathname ?? '').split('/').filter(Boolean);
  const first = parts.find((part) => !BEFORE_GROUP.has(part));
  if (first === undefined) return {};
  const id = readId(first);
  return id === undefined ? { path: decode(first) } : { namespaceId: id };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part).replaceAll('\0', '');
  } catch {
    return part;
  }
}

function readId(text: string): number | undefined {
  const id = Number(text);
  return ID.test(text) && Number.isSafeInteger(id) ? id : undefined;
}
