/**
 * The lowest role that may call a route; `own`: anybody of the staff, for their own way in; `anyone`: nobody known;
 * `process`: no person at all, but who holds a token for flags; `zuora`: no person and no token either.
 */
export type Who = 'anyone' | 'process' | 'zuora' | 'viewer' | 'own' | 'operator' | 'admin';

type RouteOfTable = {
  readonly who: Who;
  /** GitLab's own client may call it by its two headers. */
  readonly gitlab?: true;
  /** It changes nothing, although its method could. */
  readonly reads?: true;
};

const anyone: RouteOfTable = { who: 'anyone' };
const process: RouteOfTable = { who: 'process' };
const zuora: RouteOfTable = { who: 'zuora' };
const viewer: RouteOfTable = { who: 'viewer' };
const own: RouteOfTable = { who: 'own' };
const operator: RouteOfTable = { who: 'operator' };
const admin: RouteOfTable = { who: 'admin' };

/** Route × role, as it shall be: whoever adds a route decides here who may call it. */
export const ROUTES: Readonly<Record<string, RouteOfTable>> = {
  'GET /api/client/features': process,
  'POST /api/client/metrics': process,
  'POST /api/client/register': process,
  'GET /api/client/streaming': process,
  'PUT /api/v1/applicants/{uid}/exemption': operator,
  'DELETE /api/v1/applicants/{uid}/exemption': operator,
  'DELETE /api/v1/applicants/{uid}/leads': admin,
  'GET /api/v1/audit': viewer,
  'GET /api/v1/audit.csv': viewer,
  'GET /api/v1/audit.json': viewer,
  'POST /api/v1/billing/backfills': operator,
  'GET /api/v1/billing/drift': viewer,
  'GET /api/v1/billing/drift/customers': viewer,
  'POST /api/v1/billing/drift_checks': operator,
  'POST /api/v1/billing/zuora/callouts': zuora,
  'GET /api/v1/billing_accounts': viewer,
  'GET /api/v1/billing_accounts/{id}': viewer,
  'POST /api/v1/billing_accounts/{id}/read': operator,
  'POST /api/v1/comparisons/expectations': operator,
  'DELETE /api/v1/comparisons/expectations/{id}': operator,
  'GET /api/v1/comparisons/report': viewer,
  'POST /api/v1/comparisons/runs': operator,
  'GET /api/v1/comparisons/runs/{id}': viewer,
  'POST /api/v1/comparisons/runs/{id}/finish': operator,
  'GET /api/v1/comparisons/samples': viewer,
  'GET /api/v1/customers': viewer,
  'POST /api/v1/customers': operator,
  'GET /api/v1/customers/{id}': viewer,
  'PATCH /api/v1/customers/{id}': operator,
  'DELETE /api/v1/customers/{id}': operator,
  'PUT /api/v1/customers/{id}/colleagues/{colleague_id}': operator,
  'DELETE /api/v1/customers/{id}/colleagues/{colleague_id}': operator,
  'POST /api/v1/customers/{id}/merge': operator,
  'GET /api/v1/eligibility_changes': { who: 'viewer', gitlab: true },
  'GET /api/v1/flag_tokens': admin,
  'POST /api/v1/flag_tokens': admin,
  'DELETE /api/v1/flag_tokens/{id}': admin,
  'GET /api/v1/flags': viewer,
  'GET /api/v1/flags/{flag}': viewer,
  'PUT /api/v1/flags/{flag}/environments/{environment}': operator,
  'POST /api/v1/gitlab/namespaces/trials/comparisons': { who: 'operator', gitlab: true },
  'GET /api/v1/gitlab/namespaces/trials/eligibility': { who: 'viewer', gitlab: true },
  'POST /api/v1/gitlab/namespaces/trials/eligibility': { who: 'viewer', gitlab: true, reads: true },
  'GET /api/v1/gitlab/namespaces/trials/trial_types': { who: 'viewer', gitlab: true },
  'POST /api/v1/imports': operator,
  'GET /api/v1/imports/{id}': operator,
  'PUT /api/v1/imports/{id}/parts/{part}': operator,
  'GET /api/v1/imports/{id}/problems': operator,
  'POST /api/v1/imports/{id}/start': operator,
  'GET /api/v1/invitations': admin,
  'POST /api/v1/invitations': admin,
  'DELETE /api/v1/invitations/{id}': admin,
  'POST /api/v1/invitations/accept': anyone,
  'POST /api/v1/invitations/look': anyone,
  'GET /api/v1/jobs/{id}': viewer,
  'GET /api/v1/leads': operator,
  'GET /api/v1/leads/export': admin,
  'GET /api/v1/live': viewer,
  'GET /api/v1/me': viewer,
  'PUT /api/v1/me/password': own,
  'POST /api/v1/namespaces/{id}/allow_again': operator,
  'PUT /api/v1/namespaces/{id}/block': operator,
  'DELETE /api/v1/namespaces/{id}/block': operator,
  'GET /api/v1/namespaces/{id}/eligibility': viewer,
  'POST /api/v1/namespaces/{id}/invalidate': operator,
  'POST /api/v1/namespaces/{id}/preview': { who: 'operator', reads: true },
  'GET /api/v1/namespaces/{id}/payers': viewer,
  'GET /api/v1/namespaces/{id}/saas': viewer,
  'GET /api/v1/provisionings': viewer,
  'POST /api/v1/provisionings/{id}/resend': operator,
  'PUT /api/v1/purchases/{external_id}': operator,
  'GET /api/v1/purchases/{external_id}': viewer,
  'GET /api/v1/rule_sets': viewer,
  'GET /api/v1/rule_tries/{id}/changes.csv': viewer,
  'GET /api/v1/rules': viewer,
  'PATCH /api/v1/rules/{code}': admin,
  'POST /api/v1/rules/{code}/tries': operator,
  'POST /api/v1/search': { who: 'viewer', reads: true },
  'POST /api/v1/session': anyone,
  'DELETE /api/v1/session': own,
  'GET /api/v1/sessions': viewer,
  'DELETE /api/v1/sessions/{id}': own,
  'GET /api/v1/staff': viewer,
  'POST /api/v1/staff': admin,
  'PATCH /api/v1/staff/{id}': admin,
  'GET /api/v1/staff/{id}/access': admin,
  'DELETE /api/v1/staff/{id}/sessions/{item}': admin,
  'DELETE /api/v1/staff/{id}/tokens/{item}': admin,
  'GET /api/v1/telemetry/overview': viewer,
  'GET /api/v1/telemetry/overview/stream': viewer,
  'POST /api/v1/telemetry/v1/metrics': process,
  'GET /api/v1/tokens': viewer,
  'POST /api/v1/tokens': own,
  'DELETE /api/v1/tokens/{id}': own,
  'PATCH /api/v1/trial_types/{type}': operator,
  'POST /api/v1/trials/{id}/end_early': operator,
  'POST /api/v1/trials/{id}/extend': operator,
  'POST /api/v1/trials/{id}/unvoid': operator,
  'POST /api/v1/trials/{id}/void': operator,
  'POST /api/v1/trials/undo': admin,
  'POST /leads/gitlab_com/ultimates': { who: 'operator', gitlab: true },
  'POST /trials': { who: 'operator', gitlab: true },
  'POST /trials/gitlab_com/ultimates': { who: 'operator', gitlab: true },
};
