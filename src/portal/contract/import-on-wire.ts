import type { Import, UploadedPart } from '../imports/import.ts';

/** An import as the API answers it, with the parts of its file that have arrived; loading it leaves none of them. */
export function toImportOnWire({ kind, sha256, settings, job }: Import, parts: readonly UploadedPart[]) {
  const { rows, bad } = { rows: 0, bad: 0, ...job.cursor, ...job.result } as { rows: number; bad: number };
  return {
    id: job.id,
    kind,
    format: settings.format,
    file_name: settings.fileName,
    size: settings.size,
    sha256,
    type_mapping: settings.typeMapping,
    state: job.state,
    phase: job.phase,
    done: job.done,
    total: job.total,
    received_parts: parts.map(({ part }) => part),
    received_bytes: parts.reduce((sum, { size }) => sum + size, 0),
    rows,
    bad,
    result: job.result,
    error: job.error,
    created_at: job.createdAt,
    updated_at: job.updatedAt,
  };
}
