import { Type } from 'typebox';
import { failures } from './failure-schema.ts';

const id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
const tags = ['GitLab’s client'];

const trial = Type.Object({
  id,
  namespace_id: id,
  trial_type: Type.String(),
  starts_on: Type.String({ format: 'date' }),
  ends_on: Type.String({ format: 'date', description: 'The first day on which it no longer runs.' }),
  state: Type.String({ description: 'How far the product knows of it: retrying, delivered, undeliverable.' }),
});
const answer = Type.Object({ success: Type.Literal(true), trial, version: Type.Integer(), epoch: Type.Integer() });

/** Read by hand, so that ids may be numbers or their decimal strings and every wrong field is named. */
export const applicationSchema = {
  summary: 'Start a trial',
  description:
    'Decides and starts in one transaction. A repeat of the same application, or of the same Idempotency-Key, is answered 200 with the trial that it started before. A refusal is 422 with every reason.',
  tags,
  headers: Type.Object({ 'idempotency-key': Type.Optional(Type.String({ maxLength: 200 })) }),
  body: Type.Object({
    uid: id,
    trial_user: Type.Object({
      namespace_id: id,
      trial_type: Type.String(),
      namespace: Type.Optional(Type.Object({ plan: Type.Optional(Type.Union([Type.String(), Type.Null()])) })),
      glm_source: Type.Optional(Type.String()),
      glm_content: Type.Optional(Type.String()),
    }),
  }),
  response: { '200': answer, '201': answer, ...failures },
};

export const leadSchema = {
  summary: 'Hand in a lead',
  description: 'Stored once per uid and namespace, handed on until it lands, erasable, never in logs.',
  tags,
  body: Type.Object({
    trial_user: Type.Object({
      uid: id,
      namespace_id: Type.Optional(Type.Union([id, Type.Null()])),
      work_email: Type.Optional(Type.String()),
    }),
    with_add_on: Type.Optional(Type.Boolean()),
    add_on_name: Type.Optional(Type.String()),
  }),
  response: { '201': Type.Object({ success: Type.Literal(true) }), ...failures },
};

export const trialTypesSchema = {
  summary: 'The trial types and their durations',
  tags,
  response: {
    '200': Type.Object({
      trial_types: Type.Record(
        Type.String(),
        Type.Object({
          duration_days: Type.Integer(),
          next_duration_days: Type.Optional(Type.Integer()),
          next_active_time: Type.Optional(Type.String()),
          name: Type.String(),
          plans: Type.Array(Type.String()),
          offered: Type.Boolean(),
          code: Type.String(),
        }),
      ),
    }),
    ...failures,
  } as object,
};
