import { BadRequest } from '#kit/errors/bad-request.ts';
import { readId } from './namespace-ids.ts';

/** An application as GitLab's client sends it, in our own words. */
export type Application = {
  readonly uid: number;
  readonly namespaceId: number;
  readonly trialType: string;
  /** Undefined when the namespace came without the key `plan`. */
  readonly plan: string | null | undefined;
  readonly glmSource: string | null;
  readonly glmContent: string | null;
};

const WHOLE = `must be a whole number from 1 to ${Number.MAX_SAFE_INTEGER}`;

/**
 * Reads `{"uid", "trial_user": {"namespace_id", "trial_type", "namespace": {"plan"}?, "glm_source"?, "glm_content"?}}`.
 * Whatever else GitLab sends along is not needed here.
 * @throws {BadRequest} that names every field that is wrong.
 */
export function readApplication(body: unknown): Application {
  const outer = asObject(body);
  const user = asObject(outer?.trial_user);
  const namespace = user?.namespace === undefined ? {} : asObject(user?.namespace);
  const problems: Record<string, string[]> = {};
  if (!outer) problems.body = ['must be a JSON object'];
  if (outer && !user) problems.trial_user = ['must be an object'];
  const uid = readId(outer?.uid);
  if (outer && uid === undefined) problems.uid = [WHOLE];
  const namespaceId = readId(user?.namespace_id);
  if (user && namespaceId === undefined) problems['trial_user.namespace_id'] = [WHOLE];
  const trialType = user?.trial_type;
  if (user && !isText(trialType, 100)) problems['trial_user.trial_type'] = ['must be the name of a trial type'];
  if (!namespace) problems['trial_user.namespace'] = ['must be an object'];
  const plan = namespace?.plan as string | null | undefined;
  if (plan !== undefined && plan !== null && !isText(plan, 100)) {
    problems['trial_user.namespace.plan'] = ['must be the name of a plan, or null'];
  }
  if (Object.keys(problems).length > 0) throw invalid(problems);
  return {
    uid: uid as number,
    namespaceId: namespaceId as number,
    trialType: trialType as string,
    plan,
    glmSource: readOptional(user?.glm_source),
    glmContent: readOptional(user?.glm_content),
  };
}

/** A JSON object, or undefined. */
export function asObject(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

// PostgreSQL stores no NUL in a text, and refusing it there would be a fault of ours.
function isText(value: unknown, most: number): value is string {
  return typeof value === 'string' && value.length <= most && !value.includes('\0');
}

function readOptional(value: unknown): string | null {
  return isText(value, 1_000) ? value : null;
}

/** A 422 whose sentence says each problem. */
export function invalid(problems: Record<string, string[]>): BadRequest {
  const sentence = Object.entries(problems).map(([field, found]) => `${field} ${found.join(', ')}`);
  return new BadRequest(`Not accepted: ${sentence.join('; ')}.`, { attributes: problems });
}
