import { type TProperties, Type } from 'typebox';

/** The JSON API of the product's pages, as it stands on the wire: for /openapi.json, and the types of `product-api.ts`. */

const nullable = <Kind extends ReturnType<typeof Type.String>>(kind: Kind) => Type.Union([kind, Type.Null()]);
const object = <Properties extends TProperties>(properties: Properties) =>
  Type.Object(properties, { additionalProperties: false });
const id = Type.Integer({ minimum: 1 });
const day = Type.String({ description: 'A UTC day, YYYY-MM-DD.' });
const optionalText = Type.Optional(Type.String());

export const userSchema = object({
  id,
  username: Type.String(),
  name: Type.String(),
  email: Type.String(),
  first_name: Type.String(),
  last_name: Type.String(),
});

export const groupTrialSchema = object({
  state: Type.Enum(['none', 'confirming', 'starting', 'running', 'ended', 'refused'], {
    description: '`confirming`: the portal could not be asked yet; `starting`: applied for, and not here yet.',
  }),
  trial_type: nullable(Type.String()),
  starts_on: nullable(day),
  ends_on: nullable(Type.String({ description: 'A UTC day, on which it no longer runs.' })),
  days_left: Type.Union([Type.Integer(), Type.Null()], { description: 'While it runs.' }),
  sentence: nullable(Type.String({ description: 'Why it was refused, as a person may read it.' })),
});

export const groupSchema = object({
  id,
  name: Type.String(),
  path: Type.String(),
  plan: Type.String({ description: '`free` where there is none.' }),
  plan_title: Type.String(),
  visibility: Type.Enum(['private', 'internal', 'public']),
  is_owner: Type.Boolean({ description: 'Whether the person is a direct Owner.' }),
  trial: groupTrialSchema,
});

const asked = {
  method: Type.String({ description: 'What the flag chose: `ssot` or `database`.' }),
  source: Type.String({
    description: 'The furthest place that an answer came from: `l1`, `redis`, `portal`, `stale`, …',
  }),
};

export const checkSchema = object({ ...asked, duration_ms: Type.Number() });

const marketing = { glm_source: optionalText, glm_content: optionalText };

export const registrationRequestSchema = Type.Object(
  {
    email: Type.String(),
    password: Type.String({ description: '8 to 128 characters.' }),
    username: Type.String(),
    first_name: Type.String(),
    last_name: Type.String(),
    registration_type: Type.Enum(['free', 'trial']),
    role: Type.String(),
    group_name: Type.Optional(Type.String({ description: 'Wanted for `trial`.' })),
    company_name: optionalText,
    setup_for_company: Type.Optional(Type.Boolean()),
    ...marketing,
  },
  {
    description: 'Of somebody who is not signed in.',
  },
);

export const conversionRequestSchema = Type.Object({
  registration_type: Type.Literal('trial'),
  group_name: Type.Optional(
    Type.String({ description: 'A new group for it; without one the first by name that may.' }),
  ),
  role: optionalText,
  company_name: optionalText,
  setup_for_company: Type.Optional(Type.Boolean()),
  ...marketing,
});

export const registrationAnswerSchema = object({
  user: userSchema,
  group: Type.Union([groupSchema, Type.Null()]),
  trial: Type.Enum(['queued', 'not_eligible', 'none']),
  reason: nullable(
    Type.String({ description: 'Why not; `unknown` where it is queued and could not be confirmed yet.' }),
  ),
  check: Type.Union([checkSchema, Type.Null()]),
});

export const eligibleNamespaceSchema = object({
  id,
  name: Type.String(),
  path: Type.String(),
  plan: Type.String(),
  trial_type: Type.String(),
  duration_days: Type.Integer(),
});

export const eligibleNamespacesAnswerSchema = object({
  namespaces: Type.Array(eligibleNamespaceSchema),
  others: Type.Array(object({ id, name: Type.String(), sentence: Type.String() }), {
    description: 'Groups that may start none, with the sentence that a person may read.',
  }),
  unknown: Type.Array(id, { description: 'Ids for which nobody can say right now.' }),
  ...asked,
});

const step = Type.Enum(['full', 'resubmit_lead', 'resubmit_trial']);

export const trialRequestSchema = Type.Object({
  step,
  namespace_id: Type.Optional(Type.Union([id, Type.String()], { description: '0: a new group.' })),
  new_group_name: optionalText,
  first_name: optionalText,
  last_name: optionalText,
  company_name: optionalText,
  phone_number: optionalText,
  country: optionalText,
  state: optionalText,
  ...marketing,
});

export const trialAnswerSchema = object({
  namespace_id: id,
  trial: object({ trial_type: Type.String(), starts_on: day, ends_on: day }),
});

export const callToActionSchema = object({
  place: Type.Enum(['tier_badge', 'billing_card', 'user_menu', 'premium_alert']),
  trial_type: nullable(Type.String()),
  duration_days: Type.Integer(),
  href: Type.String(),
});

export const callsToActionAnswerSchema = object({
  ctas: Type.Array(callToActionSchema),
  unknown: Type.Boolean(),
  ...asked,
});

export const productFailureSchema = object({
  errors: Type.Record(Type.String(), Type.Array(Type.String()), { description: 'What is wrong, by field.' }),
  code: Type.String({ description: 'Stable; see docs/errors.md.' }),
  sentence: Type.String(),
  reason: Type.Optional(Type.Enum(['lead_failed', 'trial_failed'])),
  step: Type.Optional(step),
  namespace_id: Type.Optional(id),
});

export const signInRequestSchema = object({ login: Type.String(), password: Type.String() });
export const newGroupRequestSchema = object({ name: Type.String() });
export const userAnswerSchema = object({ user: userSchema });
export const groupAnswerSchema = object({ group: groupSchema });
export const groupsAnswerSchema = object({ groups: Type.Array(groupSchema) });
