import { type Static, Type } from 'typebox';
import { WAIVABLE } from '#domain/rollouts/rollout-event.ts';

const closed = { additionalProperties: false } as const;
const text = (description: string) => Type.String({ minLength: 1, maxLength: 2_000, description });
const list = (description: string) =>
  Type.Array(Type.String({ minLength: 1, maxLength: 500 }), { description, maxItems: 50 });
const duration = (description: string) =>
  Type.String({ pattern: '^\\d{1,6}(ms|s|m|h|d)$', description: `${description} Such as 30s, 15m, 2h, 1d.` });
const channels = (description: string) =>
  Type.Array(Type.String({ pattern: '^[a-z][a-z0-9_-]{0,62}$' }), { maxItems: 20, uniqueItems: true, description });
const name = Type.String({ pattern: '^[a-z][a-z0-9_]{0,62}$', description: 'Small letters, digits, underscores.' });
const metric = Type.String({ pattern: '^[a-z_][a-z0-9_]{0,127}$', description: 'A metric of docs/telemetry.md.' });
const attributes = Type.Record(Type.String(), Type.Array(Type.String(), { minItems: 1 }), {
  description: 'Attributes by name, and which of their values.',
});
const share = (description: string) => Type.Number({ minimum: 0, maximum: 1, description });
const role = Type.Optional(
  Type.Union([Type.Literal('protective'), Type.Literal('health'), Type.Literal('signal')], {
    description: 'protective rolls back when it fails; health and signal only hold.',
  }),
);
const address = Type.String({ pattern: '^https?://\\S+$', maxLength: 2_000 });
const query = Type.String({ minLength: 1, maxLength: 4_000 });
const atMost = Type.Number({ description: 'It fails above this.' });

const gate = Type.Union([
  Type.Object(
    {
      kind: Type.Literal('failures'),
      role,
      metric,
      bad: attributes,
      ceiling: Type.Optional(
        share('A share of failures that is bad whatever the others have; judged by where nobody is without the flag.'),
      ),
    },
    closed,
  ),
  Type.Object(
    {
      kind: Type.Literal('latency'),
      role,
      metric,
      slower_than: duration('Who waited longer counts as slow.'),
      ceiling: Type.Optional(share('A share of slow ones that is bad whatever the others have.')),
    },
    closed,
  ),
  Type.Object({ kind: Type.Literal('sample_ratio'), role, metric }, closed),
  Type.Object(
    {
      kind: Type.Literal('share'),
      role,
      metric,
      of: metric,
      of_only: Type.Optional(attributes),
      at_most: share('It fails above this share.'),
    },
    closed,
  ),
  Type.Object({ kind: Type.Literal('gauge'), role, metric, at_most: atMost }, closed),
  Type.Object(
    {
      kind: Type.Literal('wrong_grants'),
      role,
      limit: Type.Optional(share('How sure it must be: the upper bound of the rate.')),
    },
    closed,
  ),
  Type.Object({ kind: Type.Literal('drift'), role }, closed),
  Type.Object({ kind: Type.Literal('new_errors'), role, at_most: Type.Optional(Type.Integer({ minimum: 0 })) }, closed),
  Type.Object({ kind: Type.Literal('sql'), role, query, at_most: atMost }, closed),
  Type.Object({ kind: Type.Literal('prometheus'), role, query, at_most: atMost }, closed),
  Type.Object({ kind: Type.Literal('webhook'), role, url: address }, closed),
  Type.Object({ kind: Type.Literal('external'), role, url: address }, closed),
]);

const gateNames = Type.Array(name, { description: 'Gates by name; all of them unless said.' });
const people = Type.Integer({ minimum: 0, description: 'People, not checks, that must have met the step.' });
const approvals = Type.Object(
  {
    count: Type.Optional(Type.Integer({ minimum: 1, maximum: 10 })),
    by: Type.Array(Type.String({ minLength: 1 }), { minItems: 1, description: 'Roles or e-mail addresses of staff.' }),
  },
  closed,
);

const deadline = duration('A step that has not gone on by then is paused, so that somebody looks; 0s: never.');

const step = Type.Object(
  {
    to: Type.String({ description: 'users:7,8, percent:25, percent:25+users:7,8 or on.' }),
    hold: Type.Optional(duration('How long it is kept at least.')),
    period: Type.Optional(duration('On for this long, and then taken back to the step before.')),
    deadline: Type.Optional(deadline),
    people: Type.Optional(people),
    gates: Type.Optional(gateNames),
    approvals: Type.Optional(approvals),
  },
  closed,
);

const environment = Type.Object(
  {
    name: Type.String({ pattern: '^[a-z][a-z0-9-]{0,62}$', description: 'Such as customers-staging.' }),
    steps: Type.Optional(
      Type.Union([Type.Literal('ladder'), Type.Literal('everyone'), Type.Array(step, { minItems: 1, maxItems: 50 })], {
        description: 'ladder: the users, then 1, 10, 25, 50, 75 %, everybody. everyone: as soon as it is ready.',
      }),
    ),
    users: Type.Optional(
      Type.Array(Type.Integer({ minimum: 1 }), { maxItems: 250, description: 'Who has it first and always.' }),
    ),
    hold: Type.Optional(duration('How long each step is kept at least.')),
    deadline: Type.Optional(deadline),
    people: Type.Optional(people),
    gates: Type.Optional(gateNames),
    approvals: Type.Optional(approvals),
    verify: Type.Optional(duration('How long everybody has it before it goes on.')),
    presence: Type.Optional(duration('How long somebody by name must be there after each step.')),
    on_fail: Type.Optional(Type.Union([Type.Literal('rollback'), Type.Literal('pause')])),
    no_data: Type.Optional(
      Type.Object(
        {
          grace: duration('How long numbers may be missing before anything but waiting happens.'),
          // biome-ignore lint/suspicious/noThenProperty: it is what people write
          then: Type.Union([Type.Literal('hold'), Type.Literal('pause'), Type.Literal('rollback')]),
        },
        closed,
      ),
    ),
    interlocks: Type.Optional(Type.Array(Type.Union([Type.Literal('incident'), Type.Literal('freeze')]))),
    channels: Type.Optional(channels('Where what happens here is announced as well.')),
    commit: Type.Optional(
      Type.String({ pattern: '^[0-9a-f]{7,40}$', description: 'What must be deployed everywhere.' }),
    ),
  },
  closed,
);

/** A plan as people write it. */
export const planSchema = Type.Object(
  {
    flag: name,
    owners: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
      minItems: 1,
      description: 'Who answers for it.',
    }),
    stakeholders: Type.Optional(list('Who wants to know.')),
    channels: Type.Optional(channels('Where everything of it is announced: names of ROLLOUT_CHANNELS of the portal.')),
    expectations: text('What is expected to happen.'),
    could_go_wrong: list('What could go wrong, and how one would see it.'),
    watch: list('What to look at: boards, logs, channels.'),
    check_every: Type.Optional(duration('Between two looks at the gates.')),
    settle: Type.Optional(duration('From setting a step until every process has it.')),
    failures_in_a_row: Type.Optional(Type.Integer({ minimum: 1, maximum: 20 })),
    max_step_factor: Type.Optional(Type.Number({ minimum: 1, maximum: 100 })),
    people_by: Type.Optional(
      Type.Union([Type.Literal('customers'), metric], {
        description: 'customers: those of the portal that have met the flag. Or a metric that counts each person once.',
      }),
    ),
    gates: Type.Record(name, gate, { description: 'Gates by name.' }),
    environments: Type.Array(environment, {
      minItems: 1,
      maxItems: 20,
      description: 'In the order in which they come.',
    }),
  },
  { ...closed, title: `A rollout plan. What may be waived: ${WAIVABLE.join(', ')}.` },
);

export type PlanOnPaper = Static<typeof planSchema>;
