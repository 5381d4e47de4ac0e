import { ImportFieldReader } from './import-field-reader.ts';
import type { ImportRow, ImportRowFormat } from './import-row.ts';

const NEEDED = ['gl_namespace_id', 'trial_type', 'start_date', 'expired_on'];
const OPTIONAL = ['created_at', 'updated_at', 'glm_source', 'glm_content'];
const NUMBER = /^\d{1,9}$/;

/** The numbers that a trial history writes for trial types, with what they stand for. */
export type TrialTypeMapping = Readonly<Record<string, string>>;

/**
 * Trial histories as CustomersDot keeps them.
 * @param known the trial types of this portal.
 */
export function trialRowFormat(known: readonly string[], mapping: TrialTypeMapping): ImportRowFormat {
  const types = new Set(known);
  const mapped = Object.keys(mapping);
  const numbers =
    mapped.length > 0 ? `a number that type_mapping maps (${mapped.join(', ')})` : 'with a type_mapping a number';
  const mustBe = `one of ${known.join(', ')}, or ${numbers}`;
  const readType = (value: unknown) => {
    const text = String(value);
    const type = NUMBER.test(text) && Object.hasOwn(mapping, text) ? mapping[text] : text;
    return type !== undefined && types.has(type) ? type : undefined;
  };
  return {
    columns: [...NEEDED, ...OPTIONAL],
    needed: NEEDED.map((name) => [name]),
    read: (fields) =>
      readTrial(new ImportFieldReader(fields, 'file'), (reader) => reader.read('trial_type', mustBe, readType, '')),
  };
}

function readTrial(reader: ImportFieldReader, readType: (reader: ImportFieldReader) => string): ImportRow {
  const optional = (name: string) => (reader.has(name) ? reader.text(name, 1_000) : null);
  const staged = {
    namespace_id: reader.id('gl_namespace_id'),
    trial_type: readType(reader),
    starts_on: reader.day('start_date'),
    ends_on: reader.day('expired_on'),
    started_at: reader.has('created_at') ? reader.time('created_at') : null,
    updated_at: reader.has('updated_at') ? reader.time('updated_at') : null,
    glm_source: optional('glm_source'),
    glm_content: optional('glm_content'),
  };
  const { starts_on: startsOn, ends_on: endsOn } = staged;
  if (!reader.failed && endsOn < startsOn) {
    reader.refuse('expired_on', `${endsOn} lies before start_date ${startsOn}; it must be the same day or later`);
  }
  return reader.failed ? { problem: reader.sentence } : { staged };
}
