import type { Server } from '#kit/http/create-server.ts';
import { ownerBody } from '../contract/owner-body.ts';
import { pageHeaders } from '../contract/page-headers.ts';
import { readPage } from '../contract/read-page.ts';
import { listOwners } from '../groups/member-store.ts';
import { getRequestedGroup } from './get-requested-namespace.ts';
import type { InternalApi } from './internal-api.ts';

/** `GET namespaces/:id/owners`: 200 with the group's direct, active Owners, in pages of 20; 404, also for people. */
export function registerGetOwners(app: Server, { pool }: InternalApi): void {
  app.get<{ Params: { id: string } }>('/:id/owners', async ({ params, query }, reply) => {
    const { id } = await getRequestedGroup(pool, params.id);
    const page = readPage(query);
    const { owners, total } = await listOwners(pool, id, page);
    return reply.headers(pageHeaders(page, total)).send(owners.map(ownerBody));
  });
}
