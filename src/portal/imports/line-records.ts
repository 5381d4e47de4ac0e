import { BadRequest } from '#kit/errors/bad-request.ts';
import { asObject } from '../contract/application.ts';
import { type FilePosition, type FileRecord, LONGEST_RECORD, type RecordReader } from './record-reader.ts';

const NEWLINE = 10;

/** Reads NDJSON: one object per line; empty lines are none. */
export class LineRecords implements RecordReader {
  #position: FilePosition;
  #held: Buffer = Buffer.alloc(0);

  constructor(position: FilePosition) {
    this.#position = position;
  }

  get position(): FilePosition {
    return this.#position;
  }

  /** @throws {BadRequest} for a line that is too long to be one. */
  async push(piece: Buffer): Promise<FileRecord[]> {
    const bytes = this.#held.length > 0 ? Buffer.concat([this.#held, piece]) : piece;
    const records: FileRecord[] = [];
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
      this.#take(bytes.subarray(start, end + 1), records);
      start = end + 1;
    }
    this.#held = bytes.subarray(start);
    if (this.#held.length > LONGEST_RECORD) {
      throw new BadRequest(
        `Line ${this.#position.line} is longer than ${LONGEST_RECORD} bytes: this is no NDJSON file.`,
      );
    }
    return records;
  }

  async end(): Promise<FileRecord[]> {
    const records: FileRecord[] = [];
    if (this.#held.length > 0) this.#take(this.#held, records);
    this.#held = Buffer.alloc(0);
    return records;
  }

  #take(bytes: Buffer, records: FileRecord[]): void {
    const { offset, line } = this.#position;
    // Trims a byte order mark, too.
    const text = bytes.toString('utf8').trim();
    if (text !== '') records.push(readLine(text, line));
    this.#position = { offset: offset + bytes.length, line: line + 1, header: null };
  }
}

function readLine(text: string, line: number): FileRecord {
  try {
    const fields = asObject(JSON.parse(text));
    if (fields) return { line, fields };
  } catch {
    // Said below.
  }
  return { line, problem: 'The line must be one JSON object.' };
}
