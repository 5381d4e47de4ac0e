import { Type } from 'typebox';
import { failures } from './failure-schema.ts';

const id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
const byId = <T extends Parameters<typeof Type.Record>[1]>(value: T) => Type.Record(Type.String(), value);

const answer = Type.Object(
  {
    namespaces: byId(Type.Array(Type.String())),
    success: Type.Literal(true),
    versions: byId(Type.Integer()),
    valid_until: byId(Type.Union([Type.String({ format: 'date-time' }), Type.Null()])),
    rule_set: Type.Integer({ description: 'The rule set in force.' }),
    newest_rule_set: Type.Integer({
      description: 'The newest one that the answer respects: perhaps announced for later.',
    }),
    epoch: Type.Integer(),
    as_of: Type.String({ format: 'date-time' }),
    reasons: Type.Optional(byId(byId(Type.Array(Type.String())))),
  },
  { description: 'Every asked id is a key, with an empty list where no trial may be started.' },
);

const description =
  'Which trial types each namespace may start. One query, whatever the number of ids. `include=reasons` adds the codes of the rules that block. An answer holds until its `valid_until`; `at_least` asks for an answer that is not older than a version, 503 where that cannot be had.';

const include = Type.Optional(Type.Literal('reasons'));

// A response schema would serialise again what is already text, so answers are described by examples of use only.
const responses = (success: typeof answer) => ({ '200': success, ...failures });

export const eligibilityByGet = {
  summary: 'Eligible trial types of up to 1,000 namespaces',
  description,
  tags: ['GitLab’s client'],
  querystring: Type.Object({
    'namespace_ids[]': Type.Array(id, { minItems: 1, maxItems: 1_000 }),
    include,
    'at_least[<id>]': Type.Optional(Type.Integer({ minimum: 0 })),
  }),
  response: responses(answer),
};

export const eligibilityByPost = {
  summary: 'Eligible trial types of up to 10,000 namespaces',
  description,
  tags: ['GitLab’s client'],
  querystring: Type.Object({ include }),
  body: Type.Object({
    namespace_ids: Type.Array(id, { minItems: 1, maxItems: 10_000 }),
    at_least: Type.Optional(byId(Type.Integer({ minimum: 0 }))),
  }),
  response: responses(answer),
};
