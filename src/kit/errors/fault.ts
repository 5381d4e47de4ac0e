/**
 * A fault: something broke (a database, the other side, our own promise), as opposed to a refusal, which is a value.
 * `code` is stable and stands in docs/errors.md; `cause` is what broke underneath.
 */
export class Fault extends Error {
  override name = 'Fault';
  readonly code: string;
  readonly status: number;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: string,
    sentence: string,
    options: { status?: number; retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    super(sentence, { cause: options.cause });
    this.code = code;
    this.status = options.status ?? 500;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
