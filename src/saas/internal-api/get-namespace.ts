import type { Server } from '#kit/http/create-server.ts';
import { namespaceBody } from '../contract/namespace-body.ts';
import { describeNamespace } from '../groups/describe-namespace.ts';
import { getRequestedNamespace } from './get-requested-namespace.ts';
import type { InternalApi } from './internal-api.ts';

/** `GET namespaces/:id`: 200, or 404. */
export function registerGetNamespace(app: Server, { pool, saasUrl }: InternalApi): void {
  app.get<{ Params: { id: string } }>('/:id', async ({ params }) => {
    const namespace = await getRequestedNamespace(pool, params.id);
    return namespaceBody(await describeNamespace(pool, namespace), saasUrl);
  });
}
