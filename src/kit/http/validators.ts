import { Ajv } from 'ajv';
import formatsModule from 'ajv-formats';
import type { FastifySchemaCompiler } from 'fastify';

const addFormats = formatsModule as unknown as (ajv: Ajv) => Ajv;
const strict = addFormats(new Ajv({ allErrors: true, coerceTypes: false, useDefaults: true }));
// Whatever stands in a URL is text, so there and only there a number may be written as one.
const coercing = addFormats(new Ajv({ allErrors: true, coerceTypes: true, useDefaults: true }));

/** Bodies are taken as they are; path and query are read as text. */
export const compileValidator: FastifySchemaCompiler<object> = ({ schema, httpPart }) => {
  return (httpPart === 'body' ? strict : coercing).compile(schema);
};
