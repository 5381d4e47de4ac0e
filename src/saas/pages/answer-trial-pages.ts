import type { FastifyRequest } from 'fastify';
import { TRIAL_FORM, TRIAL_REGISTRATION } from './page-paths.ts';

export type TrialGate = {
  readonly isSignedIn: (request: FastifyRequest) => Promise<boolean>;
  /** Whether whoever is signed in may open the form for this group, as the address names it; also where nobody can say. */
  readonly mayOpen: (request: FastifyRequest, namespaceId: string) => Promise<boolean>;
};

/** What a browser is sent instead of the page; `status` goes with the page itself. */
export type OtherAnswer = { readonly to?: string; readonly status?: number };

/**
 * GitLab's gates: without a session the form leads to the registration and the registration, with one, to the form, keeping
 * only where the person came from; a group that may not start a trial is 403.
 */
export async function answerTrialPages(
  gate: TrialGate,
  path: string,
  request: FastifyRequest,
): Promise<OtherAnswer | undefined> {
  if (path !== TRIAL_FORM && path !== TRIAL_REGISTRATION) return undefined;
  const sent = new URLSearchParams(request.url.split('?')[1] ?? '');
  const isSignedIn = await gate.isSignedIn(request);
  if (isSignedIn !== (path === TRIAL_FORM)) {
    return { to: withMarketingSource(isSignedIn ? TRIAL_FORM : TRIAL_REGISTRATION, sent) };
  }
  const namespaceId = sent.get('namespace_id') ?? '';
  if (!isSignedIn || namespaceId === '' || namespaceId === '0') return undefined;
  return (await gate.mayOpen(request, namespaceId)) ? undefined : { status: 403 };
}

function withMarketingSource(path: string, sent: URLSearchParams): string {
  const kept = new URLSearchParams();
  for (const name of ['glm_source', 'glm_content']) {
    const value = sent.get(name);
    if (value) kept.set(name, value);
  }
  return kept.size === 0 ? path : `${path}?${kept}`;
}
