/** What a member of staff may do; each role may do what the ones before it may. */
export const ROLES = ['viewer', 'operator', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** What a token may do at most: look, or whatever its person may. */
export const TOKEN_SCOPES = ['read_api', 'api'] as const;
export type TokenScope = (typeof TOKEN_SCOPES)[number];

/** True when `role` may do what needs `needed`. */
export function mayAct(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}
