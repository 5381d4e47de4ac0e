import type { Terminal } from '../terminal/terminal.ts';
import { KEEPS_NONE, type LastChecks, printLastChecks } from './print-last-checks.ts';

/** What saas says of a namespace and a person; the fields that are printed. */
export type SaasExplanation = {
  readonly namespace_id: number;
  readonly user_id: number | null;
  readonly namespace: {
    readonly name: string;
    readonly is_group: boolean;
    readonly is_top_level: boolean;
    readonly plan: string | null;
  } | null;
  readonly user: { readonly is_known: boolean; readonly is_direct_owner: boolean } | null;
  readonly flag: { readonly value: boolean; readonly reason: string };
  readonly method: string;
  readonly answer: {
    readonly trial_types: readonly string[] | null;
    readonly source: string;
    readonly version: number;
    readonly age_ms: number;
    readonly because: string | null;
  };
  readonly cache: {
    readonly state: string;
    readonly version: number | null;
    readonly age_ms: number | null;
    readonly here: { readonly version: number; readonly age_ms: number } | null;
  } | null;
  readonly legacy: Readonly<Record<string, boolean>> | null;
  readonly applications: readonly {
    readonly id: number;
    readonly user_id: number;
    readonly state: string;
    readonly trial_type: string | null;
    readonly created_at: string;
  }[];
  readonly last_checks?: LastChecks;
  readonly verdict: string;
};

const yesOrNo = (value: boolean) => (value ? 'yes' : 'no');

/** What one person sees in saas, fact by fact, and the sentence last. */
export function printSaasExplanation(terminal: Terminal, explanation: SaasExplanation): void {
  const { namespace_id: id, user_id: userId, namespace, user, flag, method, answer, applications } = explanation;
  terminal.print(terminal.paint('bold', `In saas, namespace ${id} for user ${userId}`));
  const facts: [string, string][] = [
    ['namespace', namespace ? namespace.name : 'saas has none of that id'],
    ['group', namespace ? yesOrNo(namespace.is_group) : '-'],
    ['top level', namespace ? yesOrNo(namespace.is_top_level) : '-'],
    ['plan', namespace ? (namespace.plan ?? 'none') : '-'],
    ['direct Owner', user ? (user.is_known ? yesOrNo(user.is_direct_owner) : 'there is no such person') : '-'],
    [
      'flag',
      `${flag.value ? 'on' : 'off'} (${flag.reason}), so ${method === 'ssot' ? 'the portal' : 'the old queries'}`,
    ],
    ['answer', describeAnswer(answer)],
    ...describeCache(explanation.cache),
    ...describeLegacy(explanation.legacy),
  ];
  for (const [name, value] of facts) terminal.print(`  ${name.padEnd(30)} ${value}`);
  terminal.printTable(
    ['application', 'user', 'state', 'type', 'at'],
    applications.map((one) => [one.id, one.user_id, one.state, one.trial_type, one.created_at]),
    '  No applications.',
  );
  printLastChecks(terminal, explanation.last_checks ?? { because: KEEPS_NONE });
  terminal.print(`\n${terminal.paint('bold', explanation.verdict)}`);
}

function describeAnswer({
  trial_types: types,
  source,
  version,
  age_ms: age,
  because,
}: SaasExplanation['answer']): string {
  const said = types === null ? 'nobody can say' : types.join(', ') || 'none may be started';
  return `${said} (from ${source}, version ${version}, ${age} ms old${because ? `, because ${because}` : ''})`;
}

function describeCache(cache: SaasExplanation['cache']): [string, string][] {
  if (!cache) return [['cache', 'cannot be looked into']];
  const there =
    cache.version === null ? cache.state : `${cache.state}, version ${cache.version}, ${cache.age_ms ?? '-'} ms old`;
  const here = cache.here ? `version ${cache.here.version}, ${Math.round(cache.here.age_ms)} ms old` : 'nothing';
  return [
    ['in Redis', there],
    ['in the process that answered', here],
  ];
}

function describeLegacy(legacy: SaasExplanation['legacy']): [string, string][] {
  if (!legacy) return [['the old queries', 'did not answer']];
  return Object.entries(legacy).map(([name, value]) => [`old: ${name.replaceAll('_', ' ')}`, yesOrNo(value)]);
}
