import { asObject, invalid } from './application.ts';
import { readId } from './namespace-ids.ts';

export type LeadOnWire = {
  readonly uid: number;
  /** Null in a registration, where there is no namespace yet. */
  readonly namespaceId: number | null;
  readonly workEmail: unknown;
  /** The whole body, handed on as it came. */
  readonly details: object;
};

/**
 * Reads `{"trial_user": {"uid", "namespace_id"?, "work_email"?, …}, …}`.
 * @throws {BadRequest} that names every field that is wrong.
 */
export function readLead(body: unknown): LeadOnWire {
  const outer = asObject(body);
  const user = asObject(outer?.trial_user);
  if (!outer || !user) throw invalid({ trial_user: ['must be an object'] });
  const problems: Record<string, string[]> = {};
  const uid = readId(user.uid);
  if (uid === undefined) problems.uid = [`must be a whole number from 1 to ${Number.MAX_SAFE_INTEGER}`];
  const unnamed = user.namespace_id === undefined || user.namespace_id === null;
  const namespaceId = unnamed ? null : readId(user.namespace_id);
  if (namespaceId === undefined) problems.namespace_id = ['must be a whole number, or left out'];
  // PostgreSQL's jsonb stores no NUL.
  if (JSON.stringify(outer).includes('\\u0000')) problems.trial_user = ['must not hold the character NUL'];
  if (Object.keys(problems).length > 0) throw invalid(problems);
  return { uid: uid as number, namespaceId: namespaceId as number | null, workEmail: user.work_email, details: outer };
}
