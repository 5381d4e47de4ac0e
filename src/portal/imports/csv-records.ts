import { setImmediate } from 'node:timers/promises';
import { type Parser, parse } from 'csv-parse';
import { BadRequest } from '#kit/errors/bad-request.ts';
import type { ImportRowFormat } from '../contract/import-row.ts';
import { readHeader } from './read-header.ts';
import { type FilePosition, type FileRecord, LONGEST_RECORD, PIECE, type RecordReader } from './record-reader.ts';

const NEWLINE = 10;
const RETURN = 13;
const TORN = 'The line is no CSV record: a field with a quote in it must be quoted, and each quote in it doubled.';

type Parsed = { readonly values: readonly string[]; readonly end: number };

/**
 * Reads CSV with a header. A stray quote would swallow what follows it, therefore a record with one, and a record over
 * several lines that has not the header's fields, is refused by its first line, and reading begins again with the next.
 */
export class CsvRecords implements RecordReader {
  readonly #format: ImportRowFormat;
  #position: FilePosition;
  /** The bytes behind the position that have been given to the parser. */
  #held: Buffer = Buffer.alloc(0);
  #parser: Parser;
  /** Where in the file the parser began. */
  #base: number;
  #parsed: Parsed[] = [];
  /** The record at the position is to be refused, but its first line has not come to its end. */
  #broken = false;

  constructor(position: FilePosition, format: ImportRowFormat) {
    this.#format = format;
    this.#position = position;
    this.#base = position.offset;
    this.#parser = this.#newParser();
  }

  get position(): FilePosition {
    return this.#position;
  }

  /** @throws {BadRequest} for a header or a line that is none. */
  async push(piece: Buffer): Promise<FileRecord[]> {
    if (this.#position.offset === 0 && isUtf16(piece)) throw new BadRequest('The file is UTF-16; save it as UTF-8.');
    return this.#read(piece, false);
  }

  async end(): Promise<FileRecord[]> {
    const records = await this.#read(Buffer.alloc(0), true);
    if (!this.#position.header) throw new BadRequest('The file has no header line.');
    return records;
  }

  #newParser(): Parser {
    const parser = parse({
      bom: this.#base === 0,
      relax_column_count: true,
      skip_empty_lines: true,
      record_delimiter: ['\r\n', '\n'],
      max_record_size: LONGEST_RECORD,
      on_record: (values: string[], { bytes }) => {
        this.#parsed.push({ values, end: this.#base + bytes });
        return null;
      },
    });
    // What is wrong is told to the callback of the write.
    parser.on('error', () => {});
    return parser;
  }

  #restart(): void {
    this.#parser.destroy();
    this.#base = this.#position.offset;
    this.#parsed = [];
    this.#parser = this.#newParser();
  }

  async #read(piece: Buffer, last: boolean): Promise<FileRecord[]> {
    const records: FileRecord[] = [];
    this.#held = Buffer.concat([this.#held, piece]);
    let sound = !this.#broken && (await this.#parse(piece, last));
    while (!(this.#settle(records) && sound)) {
      this.#broken = !this.#refuseLine(records, last);
      if (this.#broken) break;
      sound = await this.#parse(this.#held, last);
    }
    return records;
  }

  /** @returns false when the parser gave up. */
  async #parse(bytes: Buffer, last: boolean): Promise<boolean> {
    for (let at = 0; at < bytes.length; at += PIECE) {
      const written = await new Promise((resolve) => {
        this.#parser.write(bytes.subarray(at, at + PIECE), (error) => resolve(!error));
      });
      if (!written) return false;
      await setImmediate();
    }
    return !last || new Promise((resolve) => this.#parser.end((error?: Error | null) => resolve(!error)));
  }

  /** Moves the position over the records that are right. @returns false before one that cannot be. */
  #settle(records: FileRecord[]): boolean {
    const parsed = this.#parsed;
    this.#parsed = [];
    for (const { values, end } of parsed) {
      this.#skipEmptyLines();
      const { offset, line, header } = this.#position;
      const bytes = this.#held.subarray(0, end - offset);
      if (header && values.length !== header.length) {
        if (bytes.subarray(0, -1).includes(NEWLINE)) return false;
        records.push({ line, problem: `The line has ${values.length} fields, the header ${header.length}.` });
      } else if (header) {
        records.push({ line, fields: toFields(values, header) });
      }
      this.#moveOver(bytes, header ?? readHeader(values, this.#format));
    }
    return true;
  }

  #moveOver(bytes: Buffer, header: FilePosition['header']): void {
    const { offset, line } = this.#position;
    this.#position = { offset: offset + bytes.length, line: line + countLines(bytes), header };
    this.#held = this.#held.subarray(bytes.length);
  }

  #skipEmptyLines(): void {
    let size = 0;
    while (this.#held[size] === NEWLINE || this.#held[size] === RETURN) size += 1;
    if (size > 0) this.#moveOver(this.#held.subarray(0, size), this.#position.header);
  }

  /** @returns false when more is needed to know where the line ends. */
  #refuseLine(records: FileRecord[], last: boolean): boolean {
    this.#skipEmptyLines();
    const { line, header } = this.#position;
    if (!header) throw new BadRequest(`The header on line ${line} cannot be read: a quote in it is not closed.`);
    const newline = this.#held.indexOf(NEWLINE);
    if (newline < 0 && this.#held.length > LONGEST_RECORD) {
      throw new BadRequest(`Line ${line} is longer than ${LONGEST_RECORD} bytes: this is no CSV file.`);
    }
    if (newline < 0 && !last) return false;
    records.push({ line, problem: TORN });
    this.#moveOver(newline < 0 ? this.#held : this.#held.subarray(0, newline + 1), header);
    this.#restart();
    return true;
  }
}

function isUtf16(beginning: Buffer): boolean {
  return beginning[0] === 0xff && beginning[1] === 0xfe;
}

function countLines(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) lines += 1;
  return lines;
}

function toFields(values: readonly string[], header: readonly (string | null)[]): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [index, name] of header.entries()) if (name !== null) fields[name] = values[index] ?? '';
  return fields;
}
