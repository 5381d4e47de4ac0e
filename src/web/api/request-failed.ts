import type { ProductFailure } from '#saas/contract/product-api.ts';

/** A request that the product did not do, with its reason; `status` 0 where nobody answered. */
export class RequestFailed extends Error {
  override name = 'RequestFailed';
  readonly status: number;
  readonly failure: ProductFailure;

  constructor(status: number, failure: ProductFailure) {
    super(failure.sentence);
    this.status = status;
    this.failure = failure;
  }

  /** Whether the same request may succeed in a moment. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

const UNREACHABLE: ProductFailure = {
  errors: {},
  code: 'unreachable',
  sentence: 'The server cannot be reached right now. Nothing was changed; try again in a moment.',
};

export const unreachable = () => new RequestFailed(0, UNREACHABLE);

/** Both APIs tell fields and sentence, under other names. */
type FailureOnWire = Partial<Omit<ProductFailure, 'errors'>> & {
  readonly errors?: ProductFailure['errors'] | string;
  readonly error_attribute_map?: ProductFailure['errors'];
};

/** Reads a failure as it came; one that is no JSON of ours (a proxy's page) still gets a sentence. */
export function toRequestFailed(status: number, body: unknown): RequestFailed {
  const { errors, code, sentence, error_attribute_map: fields, ...more } = (body ?? {}) as FailureOnWire;
  return new RequestFailed(status, {
    ...more,
    errors: typeof errors === 'object' ? errors : (fields ?? {}),
    code: code ?? 'unknown',
    sentence: sentence ?? (typeof errors === 'string' ? errors : `The server could not do this (${status}).`),
  });
}
