import { Type } from 'typebox';
import { notFound } from '#kit/errors/not-found.ts';
import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { failures } from '../contract/failure-schema.ts';
import { idParameter } from '../contract/parameters.ts';
import { findLongJob, type LongJob } from './long-job-store.ts';

/** A long job as the progress bar reads it. */
export function toLongJobOnWire(job: LongJob) {
  return {
    id: job.id,
    kind: job.kind,
    state: job.state,
    phase: job.phase,
    done: job.done,
    total: job.total,
    result: job.result,
    error: job.error,
    created_at: job.createdAt,
    updated_at: job.updatedAt,
  };
}

/** How far long work is. */
export function registerLongJobRoutes(app: Server, database: Pool): void {
  const schema = {
    params: Type.Object({ id: idParameter }),
    response: failures,
    tags: ['Jobs'],
    summary: 'How far a long job is',
  };
  app.get('/api/v1/jobs/:id', { config: { access: 'viewer', quiet: true }, schema }, async (request) => {
    const job = await findLongJob(database, request.params.id);
    if (!job) throw notFound(`There is no job ${request.params.id}.`);
    return { success: true, job: toLongJobOnWire(job) };
  });
}
