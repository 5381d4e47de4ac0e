import { Type } from 'typebox';
import type { PersonalToken, Staff } from '../people/staff.ts';
import { reason } from './parameters.ts';

export const role = Type.Union([Type.Literal('viewer'), Type.Literal('operator'), Type.Literal('admin')]);
export const scope = Type.Union([Type.Literal('read_api'), Type.Literal('api')]);

const email = Type.String({ format: 'email', maxLength: 200 });
const name = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });

/** Somebody new: added, or invited. */
export const staffBody = Type.Object({ email, name, role, reason }, { additionalProperties: false });

export function toStaffOnWire(staff: Staff) {
  return {
    id: staff.id,
    email: staff.email,
    name: staff.name,
    role: staff.role,
    created_at: staff.createdAt.toISOString(),
    disabled_at: staff.disabledAt?.toISOString() ?? null,
  };
}

/** A token without its secret. */
export function toTokenOnWire(token: PersonalToken) {
  return {
    id: token.id,
    name: token.name,
    scope: token.scope,
    expires_at: token.expiresAt.toISOString(),
    created_at: token.createdAt.toISOString(),
    last_used_at: token.lastUsedAt?.toISOString() ?? null,
    revoked_at: token.revokedAt?.toISOString() ?? null,
  };
}
