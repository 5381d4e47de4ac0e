import { describe, expect, test } from 'vitest';
import { CsvRecords } from './csv-records.ts';
import { type FilePosition, type FileRecord, START_OF_FILE } from './record-reader.ts';

const format = { columns: ['id', 'word'], needed: [['id'], ['word']], read: () => ({ problem: 'not read here' }) };
const TEXT = Buffer.from(
  '\ufeffword,other,id\r\nä,x,1\r\n\r\n"two\r\nlines",x,2\n"a ""b"", c",,3\nbroken"quote,x,4\n"lost\n,x,5\n\nshort,6\nlast,x,7',
);
const WHOLE = [
  { line: 2, fields: { id: '1', word: 'ä' } },
  { line: 4, fields: { id: '2', word: 'two\r\nlines' } },
  { line: 6, fields: { id: '3', word: 'a "b", c' } },
  { line: 7, problem: expect.stringContaining('quote') },
  { line: 8, problem: expect.stringContaining('quote') },
  { line: 9, fields: { id: '5', word: '' } },
  { line: 11, problem: 'The line has 2 fields, the header 3.' },
  { line: 12, fields: { id: '7', word: 'last' } },
];

async function read(from: FilePosition, pieceSize: number) {
  const reader = new CsvRecords(from, format);
  const read: { readonly record: FileRecord; readonly behind: FilePosition }[] = [];
  const take = (records: FileRecord[]) => {
    for (const record of records) read.push({ record, behind: reader.position });
  };
  for (let at = from.offset; at < TEXT.length; at += pieceSize)
    take(await reader.push(TEXT.subarray(at, at + pieceSize)));
  take(await reader.end());
  return { read, position: reader.position };
}

describe('CSV', () => {
  test.each([1, 2, 3, 5, 7, 16, 41, 1_000])('reads the same in pieces of %i bytes', async (pieceSize) => {
    const { read: all, position } = await read(START_OF_FILE, pieceSize);
    expect(all.map(({ record }) => record)).toEqual(WHOLE);
    expect(position).toEqual({ offset: TEXT.length, line: 12, header: ['word', null, 'id'] });
  });

  test('goes on from every position that it has named', async () => {
    const { read: all } = await read(START_OF_FILE, 1);
    for (const [index, { behind }] of all.entries()) {
      if (all[index + 1]?.behind === behind) continue;
      const rest = await read(behind, 6);
      expect(rest.read.map(({ record }) => record)).toEqual(WHOLE.slice(index + 1));
    }
  });

  test('a quote that is never closed costs one line', async () => {
    const reader = new CsvRecords(START_OF_FILE, format);
    const rows = Array.from({ length: 40_000 }, (_, index) => `${index},word\n`);
    const file = Buffer.from(`id,word\n1,"never closed\n${rows.join('')}`);
    const records: FileRecord[] = [];
    for (let at = 0; at < file.length; at += 16_384)
      records.push(...(await reader.push(file.subarray(at, at + 16_384))));
    records.push(...(await reader.end()));
    expect(records).toHaveLength(40_001);
    expect(records.filter((record) => 'problem' in record)).toEqual([{ line: 2, problem: expect.any(String) }]);
    expect(records.at(-1)).toEqual({ line: 40_002, fields: { id: '39999', word: 'word' } });
  });

  test.each([
    ['', 'no header'],
    ['word\n', 'lacks id; columns are id, word'],
    ['id,word,ID\n', 'names id twice'],
    ['"id,word\n1,2\n', 'header on line 1 cannot be read'],
    ['\ufffe', 'lacks id'],
  ])('refuses a file without a header: %j', async (text, sentence) => {
    const reader = new CsvRecords(START_OF_FILE, format);
    const reading = reader.push(Buffer.from(text)).then(() => reader.end());
    await expect(reading).rejects.toThrow(sentence);
  });

  test('says that UTF-16 is not read', async () => {
    const reader = new CsvRecords(START_OF_FILE, format);
    await expect(reader.push(Buffer.from('\ufeffid,word\n', 'utf16le'))).rejects.toThrow('save it as UTF-8');
  });
});
