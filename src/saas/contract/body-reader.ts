import { dayFromIso } from '#domain/time/days.ts';
import type { Problems } from '../subscriptions/problems.ts';

/** The largest number of a PostgreSQL `integer` column. */
const MAX_INTEGER = 2_147_483_647;

// PostgreSQL has no year 0, and text without the character NUL.
const FIRST_DAY = '0001-01-01';
const NUL = '\u0000';

/**
 * Reads the attributes of a JSON object by name and collects what is wrong with them. Each method returns undefined for
 * an attribute that is absent or wrong and null for one that is null, because absent keeps and null clears. Read by
 * hand and not by a schema, because provisioning keeps what is valid and refuses only the rest.
 */
export class BodyReader {
  readonly #body: object;
  readonly #problems: Record<string, string[]> = {};

  constructor(body: object) {
    this.#body = body;
  }

  get problems(): Problems {
    return this.#problems;
  }

  /** A JSON number without fraction, from `minimum` to `maximum`. */
  wholeNumber(name: string, minimum = 0, maximum = MAX_INTEGER): number | null | undefined {
    const isWhole = (value: unknown): value is number =>
      Number.isSafeInteger(value) && Number(value) >= minimum && Number(value) <= maximum;
    return this.oneOf(name, `must be a whole number from ${minimum} to ${maximum}`, (value) =>
      isWhole(value) ? value : undefined,
    );
  }

  boolean(name: string): boolean | null | undefined {
    return this.oneOf(name, 'must be true or false', (value) => (typeof value === 'boolean' ? value : undefined));
  }

  /** A day of the calendar, as `YYYY-MM-DD`. */
  date(name: string): string | null | undefined {
    return this.oneOf(name, 'must be a day of the calendar, written as YYYY-MM-DD', (value) =>
      typeof value === 'string' && value >= FIRST_DAY && dayFromIso(value) !== undefined ? value : undefined,
    );
  }

  /** A text of 1 to `maximum` characters. */
  text(name: string, maximum = 255): string | null | undefined {
    return this.oneOf(name, `must be a text of 1 to ${maximum} characters`, (value) =>
      typeof value === 'string' && value !== '' && value.length <= maximum && !value.includes(NUL) ? value : undefined,
    );
  }

  /** Whatever `parse` returns; undefined from it is a problem. */
  oneOf<T>(name: string, mustBe: string, parse: (value: unknown) => T | undefined): T | null | undefined {
    const value: unknown = Object.hasOwn(this.#body, name) ? Reflect.get(this.#body, name) : undefined;
    if (value === undefined || value === null) return value;
    const read = parse(value);
    if (read === undefined) this.refuse(name, mustBe);
    return read;
  }

  /** Adds a problem of one attribute. */
  refuse(name: string, problem: string): void {
    this.#problems[name] = [...(this.#problems[name] ?? []), problem];
  }

  /** Adds the problems of something nested. */
  add(problems: Problems): void {
    for (const [name, all] of Object.entries(problems)) for (const problem of all) this.refuse(name, problem);
  }
}
