import { Type } from 'typebox';

/** The one shape of refusals and errors. */
export const failure = Type.Object({
  success: Type.Literal(false),
  errors: Type.String({ description: 'One sentence: what was wrong and what is allowed.' }),
  code: Type.String({ description: 'Stable; see docs/errors.md.' }),
  reasons: Type.Optional(Type.Array(Type.Object({ code: Type.String(), sentence: Type.String() }))),
  error_attribute_map: Type.Record(Type.String(), Type.Array(Type.String())),
});

/** What any route may answer beside its success. Untyped, because errors are sent by the one handler and by no route. */
export const failures: object = { '4xx': failure, '503': failure };
