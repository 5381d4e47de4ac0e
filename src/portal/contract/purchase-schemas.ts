import { Type } from 'typebox';
import { PRODUCTS } from '#domain/purchases/purchase.ts';
import { failures } from './failure-schema.ts';

const id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
const day = Type.String({ format: 'date' });
const tags = ['Purchases'];
const params = Type.Object({ external_id: Type.String({ minLength: 1, maxLength: 200 }) });

/** Read by hand, so that every wrong field is named with what is allowed. */
export const putPurchaseSchema = {
  summary: 'Record a purchase',
  description:
    'As its source knows it, as often as it likes and in any order: an older updated_at never overwrites a newer one and is answered with what is kept and "applied": false.',
  tags,
  params,
  body: Type.Object({
    namespace_id: id,
    product: Type.Union(PRODUCTS.map((product) => Type.Literal(product))),
    trial: Type.Boolean(),
    starts_on: day,
    ends_on: Type.Union([day, Type.Null()], { description: 'The first day on which it is over; null is without end.' }),
    quantity: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
    customer: Type.Optional(Type.Union([Type.String({ maxLength: 200 }), Type.Null()])),
    zuora_account_id: Type.Optional(
      Type.Union([Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$' }), Type.Null()], {
        description: 'The customer’s account in Zuora, if the order has made or found one. Null says nothing.',
      }),
    ),
    updated_at: Type.String({ format: 'date-time', description: 'The source’s time of this content.' }),
  }),
  response: failures,
};

export const getPurchaseSchema = { summary: 'A purchase by its source’s id', tags, params, response: failures };
