import type { TSchema } from 'typebox';
import { productFailureSchema } from '../contract/product-schemas.ts';

type Description = {
  readonly summary: string;
  readonly person: 'signed_in' | 'anyone';
  readonly body?: TSchema;
  /** By status. */
  readonly answers: Readonly<Record<number, TSchema | null>>;
  /** Requests a minute, where they are fewer than everywhere. */
  readonly perMinute?: number;
};

const NOTHING = { type: 'null', description: 'Nothing.' };

/** A route's options: who may call it, how often, and what stands in /openapi.json. */
export function described({ summary, person, body, answers, perMinute }: Description) {
  const success = Object.entries(answers).map(([status, schema]) => [status, schema ?? NOTHING]);
  return {
    config: {
      person,
      ...(perMinute === undefined ? {} : { rateLimit: { max: perMinute, timeWindow: 60_000 } }),
    },
    schema: {
      tags: ['Product'],
      summary,
      ...(body ? { body } : {}),
      ...(person === 'anyone' ? { security: [] } : {}),
      response: { ...Object.fromEntries(success), '4xx': productFailureSchema, '5xx': productFailureSchema },
    },
  };
}
