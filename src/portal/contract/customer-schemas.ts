import { Type } from 'typebox';
import { failures } from './failure-schema.ts';
import { afterId, idParameter, onlyReason, reason } from './parameters.ts';

const tags = ['Customers'];
const response = failures;
const params = Type.Object({ id: idParameter });
// Without the character NUL, which PostgreSQL's text cannot hold.
const text = Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\u0000]*\\S[^\\u0000]*$' });
const nullable = <T extends ReturnType<typeof Type.String>>(type: T) => Type.Union([type, Type.Null()]);
const email = Type.String({ format: 'email', maxLength: 200 });
/** Read by hand, because what is allowed is said better so. */
const zuoraAccountId = Type.Unsafe<unknown>({
  description: 'Zuora’s id of an account: 1 to 64 letters, digits, hyphens or underscores. Null: none.',
});

export const searchText = Type.Optional(Type.String({ maxLength: 200, pattern: '^[^\\u0000]*$' }));
const limit = Type.Integer({ minimum: 1, maximum: 1_000, default: 100 });
export const pageQuery = Type.Object({ query: searchText, after: afterId, limit });

export const listCustomersSchema = {
  summary: 'Customers by id; query is the beginning of a reference or address, a Zuora account, or an id',
  tags,
  querystring: pageQuery,
  response,
};
export const getCustomerSchema = {
  summary: 'A customer, with their account and where they were',
  tags,
  params,
  response,
};

export const signUpSchema = {
  summary: 'Sign a customer up, with a Zuora account or without',
  tags,
  body: Type.Object(
    {
      reference: Type.Optional(text),
      email: Type.Optional(email),
      name: Type.Optional(text),
      zuora_account_id: Type.Optional(zuoraAccountId),
    },
    { additionalProperties: false },
  ),
  response,
};

export const editCustomerSchema = {
  summary: 'Change a customer; zuora_account_id null takes the account away',
  tags,
  params,
  body: Type.Object(
    {
      email: Type.Optional(nullable(email)),
      name: Type.Optional(nullable(text)),
      zuora_account_id: Type.Optional(zuoraAccountId),
      reason,
    },
    { additionalProperties: false },
  ),
  response,
};

const colleague = Type.Object({ id: idParameter, colleague_id: idParameter });
export const linkSchema = {
  summary: 'Put a colleague to the same Zuora account',
  tags,
  params: colleague,
  body: onlyReason,
  response,
};
export const unlinkSchema = { ...linkSchema, summary: 'Take a colleague from the Zuora account that both are at' };
export const mergeSchema = {
  summary: 'Make one customer of two: this one goes, the other stays',
  tags,
  params,
  body: Type.Object({ into_customer_id: idParameter, reason }, { additionalProperties: false }),
  response,
};
export const deleteCustomerSchema = {
  summary: 'Delete a customer: the person’s details are gone, the billing account stays',
  tags,
  params,
  body: onlyReason,
  response,
};
