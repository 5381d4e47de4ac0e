import { BadRequest } from '#kit/errors/bad-request.ts';
import type { Server } from '#kit/http/create-server.ts';
import type { Pool, Queryable } from '#kit/postgres/pool.ts';
import { invalid } from '../contract/application.ts';
import { toImportOnWire } from '../contract/import-on-wire.ts';
import {
  createImportSchema,
  getImportSchema,
  listProblemsSchema,
  startImportSchema,
} from '../contract/import-schemas.ts';
import type { TrialTypeMapping } from '../contract/import-trial-row.ts';
import { personActing } from '../people/authenticate.ts';
import { createImport } from './create-import.ts';
import { getImport } from './get-import.ts';
import type { Import, ImportKind } from './import.ts';
import { registerImportPartRoute } from './import-part-route.ts';
import { listParts } from './import-store.ts';
import { listKnownTrialTypes } from './list-known-trial-types.ts';
import { listProblems } from './staged-row-store.ts';
import { startImport } from './start-import.ts';

const config = { access: 'operator' } as const;

async function answer(database: Queryable, found: Import) {
  return { success: true, import: toImportOnWire(found, await listParts(database, found.job.id)) };
}

/**
 * Imports of trial histories and purchases: a file is uploaded in parts, started, and followed.
 * @param onQueued told after an import was queued, so that the outbox is looked at at once.
 */
export function registerImportRoutes(app: Server, database: Pool, onQueued: () => void): void {
  app.post('/api/v1/imports', { config, schema: createImportSchema }, async (request, reply) => {
    const { kind, sha256, format, size, file_name: fileName, type_mapping: typeMapping = {} } = request.body;
    if (!fileName.isWellFormed()) throw invalid({ file_name: ['must be well-formed text'] });
    await checkMapping(database, kind, typeMapping);
    const settings = { fileName, format, size, typeMapping };
    const made = await createImport(database, { kind, sha256, settings, createdBy: personActing(request).id });
    const finished = made.import.job.state === 'finished';
    const note = finished ? { message: 'This file is already imported; nothing of it is loaded again.' } : {};
    const body = { ...(await answer(database, made.import)), already_imported: finished, ...note };
    return reply.code(made.isNew ? 201 : 200).send(body);
  });
  registerImportPartRoute(app, database);
  app.post('/api/v1/imports/:id/start', { config, schema: startImportSchema }, async (request, reply) => {
    const started = await startImport(database, request.params.id, personActing(request), request.id);
    onQueued();
    return reply.code(202).send(await answer(database, started));
  });
  app.get('/api/v1/imports/:id', { config: { ...config, quiet: true }, schema: getImportSchema }, async (request) =>
    answer(database, await getImport(database, request.params.id)),
  );
  app.get('/api/v1/imports/:id/problems', { config, schema: listProblemsSchema }, async (request) => {
    const { after, limit } = request.query;
    const { job } = await getImport(database, request.params.id);
    const problems = await listProblems(database, job.id, after, limit);
    return { success: true, problems, next: problems.length < limit ? null : (problems.at(-1)?.line ?? null) };
  });
}

async function checkMapping(database: Pool, kind: ImportKind, mapping: TrialTypeMapping): Promise<void> {
  if (Object.keys(mapping).length === 0) return;
  if (kind !== 'trials') throw invalid({ type_mapping: ['is for imports of trials only'] });
  const known = await listKnownTrialTypes(database);
  const unknown = Object.entries(mapping).filter(([, type]) => !known.includes(type));
  if (unknown.length === 0) return;
  throw new BadRequest(`type_mapping may only name ${known.join(', ')}.`, {
    attributes: { type_mapping: unknown.map(([number]) => `maps ${number} to no trial type`) },
  });
}
