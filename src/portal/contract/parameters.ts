import { Type } from 'typebox';

/** Why a person does it: mandatory, for whoever reads the audit log. */
export const reason = Type.String({
  minLength: 3,
  maxLength: 1_000,
  // Without the character NUL, which PostgreSQL's text cannot hold.
  pattern: '^(?![^\\0]*\\0)[^]*?\\S[^]*?\\S[^]*?\\S',
  description: 'Why: at least three characters, for whoever reads the audit log.',
});
export const idParameter = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
// PostgreSQL knows no year 0.
export const isoDate = Type.String({ format: 'date', pattern: '^[1-9]' });
/** A body that says nothing but why. */
export const onlyReason = Type.Object({ reason }, { additionalProperties: false });
/** A page begins after this id. */
export const afterId = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, default: 0 });
