type Words = { readonly means: string; readonly remedy: string };

const PORTAL = 'Its /-/readiness; whether its rate limit answers 429; the deadline of the checks.';
const BY_ITSELF = 'Passes by itself.';

/** The SDK's codes of why the portal's fresh answer was not to be had, in the words of docs/errors.md. */
export const CODES: Readonly<Record<string, Words>> = {
  portal_unavailable: {
    means: 'The portal was not reached, answered 5xx or 429, was too slow, or is given up for a moment.',
    remedy: PORTAL,
  },
  portal_answer_invalid: {
    means: 'The portal, or something in front of it, answered with what is no answer.',
    remedy: 'PORTAL_URL of saas, its credentials, proxies between the two.',
  },
  portal_overloaded: {
    means: '20,000 namespaces wait for the portal already.',
    remedy: 'The portal is too slow, or Redis is away and everything is asked there.',
  },
  database_query_failed: {
    means: 'The old queries failed or took too long.',
    remedy: 'The product’s own database.',
  },
  deadline_passed: { means: 'The answer did not come in time; it is kept when it comes.', remedy: PORTAL },
  below_floor: {
    means: 'Twice the portal said less than the process had been told.',
    remedy: 'Its replica is behind, or its database was restored: the runbook for restore and promotion.',
  },
  left_out: {
    means: 'The portal does not answer for this id; it is asked again in a minute.',
    remedy: 'Is it the id of a namespace at the top?',
  },
  expired: { means: 'Older than 8 hours, and the portal could not be asked.', remedy: PORTAL },
  older_rule_set: {
    means: 'The rules have changed, and the portal could not be asked in time.',
    remedy: BY_ITSELF,
  },
  older_generation: {
    means: 'Redis has lost writes, and the portal could not be asked in time.',
    remedy: BY_ITSELF,
  },
  feed_silent: {
    means: 'Nobody has read the portal’s changes into this Redis yet.',
    remedy: 'Does /api/v1/eligibility_changes answer saas’ token? 401 or 403: it may not read them.',
  },
  feed_behind: {
    means: 'The portal’s changes of the last 30 s may be missing.',
    remedy: 'Is the portal there? Does /api/v1/eligibility_changes answer saas’ token?',
  },
  other_master: {
    means: 'Redis has failed over, and the changes are being replayed.',
    remedy: 'Passes within seconds; if it stays, the reader of changes cannot reach the portal.',
  },
  store_unknown: {
    means: 'The clock or the master of Redis is not known.',
    remedy: 'Redis is away, or slow.',
  },
  clock_stepped: {
    means: 'The clock of Redis was set back.',
    remedy: 'Passes by itself; look at its machine’s clock.',
  },
};

/** A code that this page does not know stands for itself. */
export function sayCode(code: string): Words {
  return CODES[code] ?? { means: code, remedy: 'docs/errors.md' };
}
