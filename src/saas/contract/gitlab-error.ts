import type { ErrorBody } from '#kit/http/errors.ts';
import { isObject } from './is-object.ts';

const messages: Record<string, string> = {
  unauthorized: '401 Unauthorized',
  namespace_not_found: '404 Namespace Not Found',
  group_namespace_not_found: '404 Group Namespace Not Found',
  gitlab_subscription_not_found: '404 GitlabSubscription Not Found',
  user_not_found: '404 User Not Found',
};

/**
 * GitLab tells an error of this API in `message`, as a text or as texts by attribute. Ours gets one in front of its own
 * fields, so that either kind of reader finds what it looks for; every other body stays as it is.
 */
export function withGitlabMessage(body: unknown): unknown {
  if (!isObject(body) || !isErrorBody(body) || 'message' in body) return body;
  const attributes = body.error_attribute_map;
  const message = messages[body.code] ?? (Object.keys(attributes).length > 0 ? attributes : body.errors);
  return { message, ...body };
}

function isErrorBody(body: object): body is ErrorBody {
  return 'success' in body && body.success === false && 'code' in body && 'errors' in body;
}
