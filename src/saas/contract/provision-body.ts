import { hasProblems, type Problems } from '../subscriptions/problems.ts';
import { problemSentences } from './problems.ts';

type ResourceBody = { readonly status: 'success' } | { readonly status: 'error'; readonly message: string };

/** What became of each resource that was sent to be provisioned. */
export type ProvisionPayload = Readonly<Record<string, ResourceBody>>;

function payloadOf(results: ReadonlyMap<string, Problems>): ProvisionPayload {
  return Object.fromEntries(
    [...results].map(([resource, problems]) => [
      resource,
      hasProblems(problems)
        ? { status: 'error', message: `${problemSentences(problems).join('; ')}.` }
        : { status: 'success' },
    ]),
  );
}

/** The answer when all was provisioned. */
export function provisionedBody(results: ReadonlyMap<string, Problems>) {
  return { status: 'success', message: 'Namespace provisioned successfully', payload: payloadOf(results) };
}

/** The answer when some was not: GitLab's `message` by resource, our fields, and what was kept all the same. */
export function partlyProvisionedBody(results: ReadonlyMap<string, Problems>) {
  const failed = [...results].filter(([, problems]) => hasProblems(problems));
  const message = Object.fromEntries(failed.map(([resource, problems]) => [resource, problemSentences(problems)]));
  const sentences = failed.map(([resource, problems]) => `${resource}: ${problemSentences(problems).join('; ')}`);
  return {
    message,
    status: 'error',
    success: false,
    errors: `Not all was provisioned. ${sentences.join('. ')}.`,
    code: 'provision_incomplete',
    error_attribute_map: message,
    payload: payloadOf(results),
  };
}
