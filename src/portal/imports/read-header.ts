import { BadRequest } from '#kit/errors/bad-request.ts';
import type { ImportRowFormat } from '../contract/import-row.ts';

/**
 * Which column each field is. Order, case and further columns do not matter.
 * @throws {BadRequest} that names the columns that are missing or stand there twice.
 */
export function readHeader(names: readonly string[], format: ImportRowFormat): (string | null)[] {
  const header = names.map((name) => {
    const column = name.trim().toLowerCase();
    return format.columns.includes(column) ? column : null;
  });
  const missing = format.needed.filter((group) => !group.some((name) => header.includes(name)));
  if (missing.length > 0) {
    const lacking = missing.map((group) => group.join(' or ')).join(', ');
    throw new BadRequest(`The header lacks ${lacking}; columns are ${format.columns.join(', ')}.`);
  }
  for (const group of [...format.needed, ...format.columns.map((name) => [name])]) {
    if (header.filter((name) => name !== null && group.includes(name)).length > 1) {
      throw new BadRequest(`The header names ${group.join(' or ')} twice.`);
    }
  }
  return header;
}
