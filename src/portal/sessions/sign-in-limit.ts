import { BadRequest } from '#kit/errors/bad-request.ts';
import { FailureLimit } from '#kit/http/failure-limit.ts';

const MINUTE = 60_000;

/** Wrong passwords for one account, and from one address: ten and fifty within a quarter of an hour. */
export class SignInLimit {
  readonly #accounts = new FailureLimit(10, 15 * MINUTE);
  readonly #addresses = new FailureLimit(50, 15 * MINUTE);

  /** @throws {BadRequest} 429, before the password is looked at: a right one would tell the guesser so. */
  assertOpen(email: string, ip: string): void {
    const account = email.toLowerCase();
    if (this.#accounts.isReached(account)) throw tooMany(this.#accounts.secondsLeft(account));
    if (this.#addresses.isReached(ip)) throw tooMany(this.#addresses.secondsLeft(ip));
  }

  fail(email: string, ip: string): void {
    this.#accounts.fail(email.toLowerCase());
    this.#addresses.fail(ip);
  }

  succeed(email: string): void {
    this.#accounts.forget(email.toLowerCase());
  }
}

function tooMany(seconds: number): BadRequest {
  const minutes = Math.ceil(seconds / 60);
  return new BadRequest(`Too many wrong passwords; try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`, {
    status: 429,
    code: 'rate_limited',
  });
}
