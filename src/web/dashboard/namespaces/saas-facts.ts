import type { SaasExplanation } from '#saas/contract/explanation-on-wire.ts';

const yesOrNo = (value: boolean) => (value ? 'yes' : 'no');

/** What saas knows, as names and values. */
export function saasFacts(explanation: SaasExplanation): (readonly [string, string])[] {
  const { namespace, user, flag, method, answer, applications } = explanation;
  const [last] = applications;
  return [
    ['Group', namespace ? `${namespace.name} (${namespace.path})` : 'saas has none of that id'],
    ...(namespace ? ([['Plan', namespace.plan ?? 'none']] as const) : []),
    ...(namespace && !namespace.is_top_level ? ([['Top level', 'no']] as const) : []),
    ...(user
      ? ([['Direct Owner', user.is_known ? yesOrNo(user.is_direct_owner) : 'there is no such person']] as const)
      : []),
    [
      'Asks',
      `${method === 'ssot' ? 'the portal' : 'the old queries'} (flag ${flag.value ? 'on' : 'off'}, ${flag.reason})`,
    ],
    ['Answer', describeAnswer(answer)],
    ...cacheFacts(explanation.cache),
    ['Old queries', describeLegacy(explanation.legacy)],
    [
      'Last application',
      last ? `${last.state}, user ${last.user_id}${last.sentence ? `: ${last.sentence}` : ''}` : 'none',
    ],
  ];
}

function describeAnswer({ trial_types: types, source, age_ms: age, because }: SaasExplanation['answer']): string {
  const said = types === null ? 'nobody can say' : types.join(', ') || 'none may be started';
  return `${said} (from ${source}, ${duration(age)} old${because ? `, because ${because}` : ''})`;
}

function cacheFacts(cache: SaasExplanation['cache']): (readonly [string, string])[] {
  if (!cache) return [['Cache', 'cannot be looked into']];
  const held = cache.version === null ? cache.state : `${cache.state}, version ${cache.version}`;
  const age = cache.age_ms === null ? '' : `, ${duration(cache.age_ms)} old`;
  const fresh = cache.fresh_for_ms === null ? '' : `, asked again in ${duration(cache.fresh_for_ms)}`;
  const here = cache.here ? `version ${cache.here.version}, ${duration(cache.here.age_ms)} old` : 'nothing';
  return [
    ['Cache', `${held}${age}${fresh} (${cache.verdict}${cache.because ? `: ${cache.because}` : ''})`],
    ['In that process', here],
  ];
}

function describeLegacy(legacy: SaasExplanation['legacy']): string {
  if (!legacy) return 'did not answer';
  const because = [
    legacy.no_active_duo_pro_trial ? '' : 'a Duo Pro trial runs',
    legacy.not_duo_enterprise ? '' : 'it has had Duo Enterprise',
    legacy.premium_can_trial_again ? '' : 'no re-trial on premium yet',
  ].filter(Boolean);
  return `${legacy.eligible ? 'would allow it' : 'would not allow it'}${because.length > 0 ? ` (${because.join(', ')})` : ''}`;
}

function duration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 90_000) return `${Math.round(ms / 1_000)} s`;
  return ms < 5_400_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 3_600_000)} h`;
}
