import { Ajv, type ValidateFunction } from 'ajv';
import formatsModule from 'ajv-formats';
import type { FastifySchemaCompiler } from 'fastify';

const addFormats = formatsModule as unknown as (ajv: Ajv) => Ajv;
const strict = addFormats(new Ajv({ allErrors: true, coerceTypes: false, useDefaults: true }));
// Whatever stands in a URL is text, so there and only there a number may be written as one.
const coercing = addFormats(new Ajv({ allErrors: true, coerceTypes: true, useDefaults: true }));

/** Bodies are taken as they are; path and query are read as text. */
export const compileValidator: FastifySchemaCompiler<object> = ({ schema, httpPart }) => {
  return httpPart === 'body' ? strict.compile(schema) : refuseInfinity(coercing.compile(schema));
};

/** Four hundred digits read as Infinity, and Ajv asks its bounds of finite numbers only. */
function refuseInfinity(validate: ValidateFunction): ValidateFunction {
  const refusing = ((values: Record<string, unknown>) => {
    const valid = validate(values);
    refusing.errors = validate.errors ?? null;
    const endless = Object.entries(values ?? {}).find(([, value]) => value === Infinity || value === -Infinity);
    if (!endless) return valid;
    const message = 'must be a smaller number';
    refusing.errors = [{ instancePath: `/${endless[0]}`, schemaPath: '', keyword: 'maximum', params: {}, message }];
    return false;
  }) as ValidateFunction;
  return refusing;
}
