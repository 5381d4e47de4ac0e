import { Type } from 'typebox';
import { failures } from './failure-schema.ts';
import { idParameter, reason } from './parameters.ts';

const word = Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\0]*$' });
const cause = Type.String({ maxLength: 500, pattern: '^[^\\0]*$' });
const tags = ['Comparisons'];

/** What makes differences one group. */
export const groupFields = { plan: word, trial_type: word, outcome: word, cause };
const compared = { mode: word, ...groupFields };
const types = Type.Array(word, { maxItems: 100 });

const sample = Type.Object(
  {
    ...compared,
    at: Type.String({ format: 'date-time' }),
    namespace_id: idParameter,
    old: Type.Union([
      Type.Object({ trial_types: types, queries: Type.Record(Type.String(), Type.Boolean()), denied_by: types }),
      Type.Null(),
    ]),
    new: Type.Union([
      Type.Object({
        trial_types: types,
        reasons: Type.Record(Type.String(), types),
        version: Type.Integer({ minimum: 0 }),
        rule_set: Type.Integer({ minimum: 0 }),
      }),
      Type.Null(),
    ]),
  },
  { additionalProperties: false },
);

/** From products, by the credentials with which they ask. */
export const reportSchema = {
  body: Type.Object(
    {
      id: Type.String({ format: 'uuid', description: 'The same one with each attempt, so that it counts once.' }),
      environment: Type.Optional(word),
      counts: Type.Array(Type.Object({ ...compared, n: Type.Integer({ minimum: 1, maximum: 2 ** 31 }) }), {
        maxItems: 5_000,
      }),
      samples: Type.Array(sample, { maxItems: 1_000 }),
      run_id: Type.Optional(idParameter),
      until_id: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
    },
    { additionalProperties: false },
  ),
  response: failures,
  tags,
  summary: 'Tell how old and new answers compare',
};

const window = {
  environment: Type.Optional(word),
  days: Type.Integer({ minimum: 1, maximum: 90, default: 7, description: 'How far back.' }),
};

export const readReportSchema = {
  querystring: Type.Object({
    ...window,
    run_id: Type.Optional(idParameter),
    limit: Type.Number({
      exclusiveMinimum: 0,
      exclusiveMaximum: 1,
      default: 0.001,
      description: 'A rate of wrong grants.',
    }),
  }),
  response: failures,
  tags,
  summary: 'Differences by cause, and how sure it is that few grants are wrong',
};

export const listSamplesSchema = {
  querystring: Type.Object({
    ...window,
    ...groupFields,
    limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
  }),
  response: failures,
  tags,
  summary: 'Namespaces of one group of differences, with both explanations',
};

export const expectSchema = {
  body: Type.Object({ ...groupFields, reason }, { additionalProperties: false }),
  response: failures,
  tags,
  summary: 'Mark a group of differences as expected',
};

export const unexpectSchema = {
  params: Type.Object({ id: idParameter }),
  body: Type.Object({ reason }, { additionalProperties: false }),
  response: failures,
  tags,
  summary: 'Take back that a group is expected',
};

export const startRunSchema = {
  body: Type.Object(
    {
      per_million: Type.Integer({
        minimum: 1,
        maximum: 1_000_000,
        default: 1_000_000,
        description: 'Of the namespaces.',
      }),
    },
    { additionalProperties: false },
  ),
  response: failures,
  tags,
  summary: 'Begin a comparison without traffic',
};

export const showRunSchema = {
  params: Type.Object({ id: idParameter }),
  response: failures,
  tags,
  summary: 'How far a comparison without traffic has come',
};

export const finishRunSchema = { ...showRunSchema, summary: 'A comparison without traffic has come to its end' };
