import { Type } from 'typebox';
import { failures } from './failure-schema.ts';

const time = Type.String({ format: 'date-time' });
const change = Type.Object({
  cursor: Type.String(),
  cause: Type.String(),
  at: time,
  epoch: Type.Integer(),
  namespace_id: Type.Optional(Type.Integer({ description: 'With `version`: the namespace whose facts changed.' })),
  version: Type.Optional(Type.Integer()),
  rule_set: Type.Optional(Type.Integer({ description: 'In their place: the rule set that was announced.' })),
});
const answer = Type.Object({
  changes: Type.Array(change),
  next: Type.String({ description: 'The cursor to ask with next.' }),
  epoch: Type.Integer(),
  watermark: Type.Union([time, Type.Null()], {
    description: 'Every commit up to this time stands at or before `next`; null while there is more to read.',
  }),
  as_of: Type.String({ format: 'date-time', description: 'The database’s clock when this was read.' }),
});

const SEVEN_DAYS = 604_800;

export const changesSchema = {
  querystring: Type.Object({
    after: Type.Optional(Type.String({ maxLength: 40, description: 'The cursor from `next`; without it, the head.' })),
    since: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: SEVEN_DAYS,
        description:
          'In place of `after`: begins behind the last change that was given its place more than so many seconds ago, so that every younger one is told.',
      }),
    ),
    wait: Type.Integer({ minimum: 0, maximum: 30, default: 25, description: 'Seconds to wait for a change.' }),
  }),
  response: { '200': answer, ...failures } as object,
  tags: ['Changes'],
  summary: 'What has changed since a cursor; waits for a change, or streams with Accept: text/event-stream',
  description:
    'At least once, in order per namespace; no reader passes a change that commits later. A stream’s heartbeats, one a second, are the same answer without `changes`. Kept for seven days: an older cursor gets 410.',
};
