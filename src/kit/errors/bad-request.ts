/**
 * The caller sent something that cannot be served. Always answered with a 4xx, a sentence that says what was wrong and
 * what is allowed, and, where a field is to blame, that field's name in `attributes`.
 */
export class BadRequest extends Error {
  override name = 'BadRequest';
  readonly status: number;
  readonly code: string;
  readonly attributes: Record<string, string[]>;

  constructor(
    sentence: string,
    options: { status?: number; code?: string; attributes?: Record<string, string[]> } = {},
  ) {
    super(sentence);
    this.status = options.status ?? 422;
    this.code = options.code ?? 'invalid_request';
    this.attributes = options.attributes ?? {};
  }
}
