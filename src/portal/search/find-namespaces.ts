import type { Pool } from '#kit/postgres/pool.ts';
import type { SearchAnswerOnWire, SearchResultOnWire } from '../contract/search-on-wire.ts';
import { hashEmail } from '../leads/hash-email.ts';
import type { AskedFor, SaasAnswer, SaasSide } from '../saas-side/saas-side.ts';
import { readSearch, type SearchGuess } from './read-search.ts';
import { listAppliedByEmail, listByAccount } from './search-store.ts';

type Around = { readonly database: Pool; readonly saas: SaasSide; readonly applicantKey: string };

type SaasNamespace = { id: number; name: string; path: string; plan: string | null };
type SaasPerson = { id: number; username: string | null; name: string | null; owns: SaasNamespace[] };
type SaasFound = { namespaces: SaasNamespace[]; people: SaasPerson[] };

/** Whatever a ticket has: id, path, a group's address, an applicant's e-mail or user name, an account number. */
export async function findNamespaces(around: Around, asker: AskedFor, text: string): Promise<SearchAnswerOnWire> {
  const guess = readSearch(text);
  const own = await findOwn(around, guess);
  const answer = await askSaas(around.saas, asker, guess, [...new Set(own.map((one) => one.namespace_id))]);
  const found = readFound(answer);
  const results = merge([...own.map((one) => withName(one, found.namespaces)), ...toResults(found, guess)]);
  return {
    success: true,
    results,
    people_without_groups: found.people
      .filter(({ owns }) => owns.length === 0)
      .map(({ id, username }) => ({ id, username })),
    saas_silent_because: answer.kind === 'silent' ? answer.sentence : null,
  };
}

const unnamed = { name: null, path: null, plan: null } as const;

/** What the portal knows by itself. */
async function findOwn({ database, applicantKey }: Around, guess: SearchGuess): Promise<SearchResultOnWire[]> {
  const hash = hashEmail(guess.email, applicantKey);
  const [applied, bought] = await Promise.all([
    hash === null ? [] : listAppliedByEmail(database, hash),
    guess.account === undefined ? [] : listByAccount(database, guess.account),
  ]);
  const { namespaceId: id } = guess;
  return [
    ...(id === undefined ? [] : [{ ...unnamed, namespace_id: id, user: null, found_by: 'id' }]),
    ...applied.map(({ namespaceId, uid }) => ({
      ...unnamed,
      namespace_id: namespaceId,
      found_by: 'applicant',
      user: { id: uid, username: null, name: null },
    })),
    ...bought.map((namespace) => ({ ...unnamed, namespace_id: namespace, user: null, found_by: 'account' })),
  ];
}

function askSaas(saas: SaasSide, asker: AskedFor, guess: SearchGuess, ids: readonly number[]): Promise<SaasAnswer> {
  const login = guess.email ?? guess.username;
  return saas.ask(asker, 'POST', '/api/v4/internal/search', {
    ...(guess.path === undefined ? {} : { path: guess.path }),
    ...(login === undefined ? {} : { login }),
    namespace_ids: ids.slice(0, 50),
  });
}

function readFound(answer: SaasAnswer): SaasFound {
  if (answer.kind === 'silent') return { namespaces: [], people: [] };
  const { namespaces, people } = answer.body as Partial<SaasFound>;
  return { namespaces: namespaces ?? [], people: people ?? [] };
}

function withName(result: SearchResultOnWire, namespaces: readonly SaasNamespace[]): SearchResultOnWire {
  const known = namespaces.find(({ id }) => id === result.namespace_id);
  return known ? { ...result, name: known.name, path: known.path, plan: known.plan } : result;
}

function toResults({ namespaces, people }: SaasFound, guess: SearchGuess): SearchResultOnWire[] {
  const byPath = namespaces.filter(({ path }) => path.toLowerCase() === guess.path?.toLowerCase());
  return [
    ...byPath.map(({ id, ...names }) => ({ namespace_id: id, ...names, user: null, found_by: 'path' })),
    ...people.flatMap(({ owns, ...user }) =>
      owns.map(({ id, ...names }) => ({ namespace_id: id, ...names, user, found_by: 'owner' })),
    ),
  ];
}

/** Each namespace and person once; what has names wins, an owner over somebody who once applied. */
function merge(results: readonly SearchResultOnWire[]): SearchResultOnWire[] {
  const kept = new Map<string, SearchResultOnWire>();
  for (const one of results) {
    const key = `${one.namespace_id} ${one.user?.id ?? ''}`;
    const before = kept.get(key);
    if (!before || (one.found_by === 'owner' && before.found_by === 'applicant')) kept.set(key, one);
  }
  return [...kept.values()];
}
