import { Type } from 'typebox';

/** Another state or other parameters of a rule, to be set or tried. */
export const ruleChangeSchema = {
  state: Type.Optional(Type.Union([Type.Literal('off'), Type.Literal('observe'), Type.Literal('bind')])),
  parameters: Type.Optional(Type.Record(Type.String({ maxLength: 50 }), Type.Number())),
};
