import { Type } from 'typebox';
import { failures } from './failure-schema.ts';
import { idParameter } from './parameters.ts';

const tags = ['Imports'];
const response = failures;
const params = Type.Object({ id: idParameter });

/** Bytes of a part at most. */
export const MOST_BYTES_OF_PART = 4 * 1_024 * 1_024;
const LAST_PART = 9_999;
const MOST_BYTES = 4 * 1_024 ** 3;

// Patterns and not unions of words, because their message says what is allowed.
const oneOf = <Word extends string>(...words: Word[]) =>
  Type.Unsafe<Word>({ type: 'string', pattern: `^(${words.join('|')})$` });

export const createImportSchema = {
  summary: 'Begin an import, or find the one of the same file',
  description:
    'The same sha256 and kind is the same import: one that is being uploaded goes on with the parts that are missing, one that has finished says so.',
  tags,
  body: Type.Object(
    {
      kind: oneOf('trials', 'purchases'),
      format: oneOf('csv', 'ndjson'),
      file_name: Type.String({ minLength: 1, maxLength: 255, pattern: '^[^\\u0000-\\u001f]+$' }),
      size: Type.Integer({ minimum: 1, maximum: MOST_BYTES }),
      sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
      type_mapping: Type.Optional(
        Type.Record(Type.String({ pattern: '^[0-9]{1,9}$' }), Type.String({ maxLength: 100 }), {
          additionalProperties: false,
          description:
            'What the numbers of a trial history stand for, such as {"1": "ultimate_with_gitlab_duo_enterprise"}.',
        }),
      ),
    },
    { additionalProperties: false },
  ),
  response,
};

export const putPartSchema = {
  summary: 'Upload a part of an import’s file',
  description: 'The file is its parts in the order of their numbers. The same part again replaces it.',
  tags,
  consumes: ['application/octet-stream'],
  params: Type.Object({ id: idParameter, part: Type.Integer({ minimum: 0, maximum: LAST_PART }) }),
  response,
};

export const startImportSchema = { summary: 'Check that the file is whole, and load it', tags, params, response };

export const getImportSchema = { summary: 'How far an import is', tags, params, response };

export const listProblemsSchema = {
  summary: 'The rows that an import refused, by line',
  tags,
  params,
  querystring: Type.Object({
    after: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, default: 0 }),
    limit: Type.Integer({ minimum: 1, maximum: 1_000, default: 100 }),
  }),
  response,
};
