import { Type } from 'typebox';
import type { ListedSession } from '../sessions/staff-session.ts';

/** Long enough that a list of likely ones does not hold it; argon2id takes any length, an attacker would send megabytes. */
export const password = Type.String({ minLength: 10, maxLength: 128, description: '10 to 128 characters.' });

export const signInBody = Type.Object(
  { email: Type.String({ minLength: 1, maxLength: 200 }), password: Type.String({ minLength: 1, maxLength: 128 }) },
  { additionalProperties: false },
);

/** For routes that anyone may call: the documentation says so too. */
export const forAnyone: { security: Record<string, readonly string[]>[] } = { security: [] };

export function toSessionOnWire(session: ListedSession, currentId: number | undefined) {
  return {
    id: session.id,
    user_agent: session.userAgent,
    created_at: session.createdAt.toISOString(),
    last_used_at: session.lastUsedAt.toISOString(),
    expires_at: session.expiresAt.toISOString(),
    is_current: session.id === currentId,
  };
}
