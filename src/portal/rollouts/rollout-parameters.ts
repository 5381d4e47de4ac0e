import { Type } from 'typebox';

export const flagParameter = Type.String({ maxLength: 100, pattern: '^[a-z][a-z0-9_]*$' });

/** Which rollout of a flag. */
export const whichRollout = Type.Object({
  id: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: Number.MAX_SAFE_INTEGER,
      description: 'An older one; the newest unless said.',
    }),
  ),
});
