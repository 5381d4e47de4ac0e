import { dayFromIso } from '#domain/time/days.ts';
import { readSourceTime } from './import-time.ts';
import { readId } from './namespace-ids.ts';

export type Fields = Readonly<Record<string, unknown>>;

const MOST = 2_147_483_647;
const words: Record<string, boolean> = { true: true, t: true, '1': true, false: false, f: false, '0': false };

/**
 * Reads the fields of a file's row or of a body, and collects everything that is wrong with them. What a method returns
 * for a wrong field is never used, because one problem refuses the row.
 */
export class ImportFieldReader {
  readonly problems: Record<string, string[]> = {};
  readonly #fields: Fields;
  /** A file writes numbers and booleans as text and an absent value as empty text; a body does not. */
  readonly #inFile: boolean;

  constructor(fields: Fields, place: 'file' | 'body') {
    this.#fields = fields;
    this.#inFile = place === 'file';
  }

  get failed(): boolean {
    for (const _ in this.problems) return true;
    return false;
  }

  /** Every problem in one sentence. */
  get sentence(): string {
    const all = Object.entries(this.problems).map(([name, found]) => `${name} ${found.join(', ')}`);
    return `${all.join('; ')}.`;
  }

  has(name: string): boolean {
    const value = this.#fields[name];
    return value !== undefined && value !== null && !(this.#inFile && value === '');
  }

  refuse(name: string, problem: string): void {
    this.problems[name] = [...(this.problems[name] ?? []), problem];
  }

  /** @param mustBe what is allowed, said after "must be". */
  read<T>(name: string, mustBe: string, parse: (value: unknown) => T | undefined, unread: T): T {
    if (!this.has(name)) {
      this.refuse(name, `is missing: it must be ${mustBe}`);
      return unread;
    }
    const value = parse(this.#fields[name]);
    if (value === undefined) this.refuse(name, `must be ${mustBe}, not ${quote(this.#fields[name])}`);
    return value ?? unread;
  }

  id(name: string): number {
    return this.read(name, `a whole number from 1 to ${Number.MAX_SAFE_INTEGER}`, readId, 0);
  }

  quantity(name: string): number {
    return this.read(name, `a whole number from 1 to ${MOST}`, (value) => this.#readQuantity(value), 0);
  }

  boolean(name: string): boolean {
    return this.read(name, 'true or false', (value) => this.#readBoolean(value), false);
  }

  day(name: string): string {
    return this.read(name, 'a day of the calendar as YYYY-MM-DD', readDay, '');
  }

  time(name: string): string {
    const mustBe = `a time from 1970 to 2999 such as 2026-01-31T12:00:00Z`;
    return this.read(name, mustBe, (value) => this.#readTime(value), '');
  }

  text(name: string, most: number): string {
    const mustBe = `text of 1 to ${most} characters in UTF-8, without NUL`;
    return this.read(name, mustBe, (value) => this.#readText(value, most), '');
  }

  #readQuantity(value: unknown): number | undefined {
    const quantity = this.#inFile || typeof value === 'number' ? readId(value) : undefined;
    return quantity !== undefined && quantity <= MOST ? quantity : undefined;
  }

  #readBoolean(value: unknown): boolean | undefined {
    if (typeof value === 'boolean') return value;
    return this.#inFile ? words[String(value).toLowerCase()] : undefined;
  }

  #readTime(value: unknown): string | undefined {
    return typeof value === 'string' ? readSourceTime(value, !this.#inFile) : undefined;
  }

  #readText(value: unknown, most: number): string | undefined {
    const text = this.#inFile && typeof value === 'number' ? String(value) : value;
    if (typeof text !== 'string' || text.length < 1 || text.length > most) return undefined;
    if (text.includes('\0') || !text.isWellFormed()) return undefined;
    // The replacement character is what is left of bytes that were no UTF-8.
    return this.#inFile && text.includes('\uFFFD') ? undefined : text;
  }
}

function readDay(value: unknown): string | undefined {
  // PostgreSQL has no year 0.
  if (typeof value !== 'string' || value.startsWith('0000')) return undefined;
  return dayFromIso(value) === undefined ? undefined : value;
}

/** What was written, short enough for a sentence. */
function quote(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 60).toWellFormed();
}
