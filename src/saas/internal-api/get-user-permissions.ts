import { BadRequest } from '#kit/errors/bad-request.ts';
import type { Server } from '#kit/http/create-server.ts';
import { readId } from '../contract/read-id.ts';
import { mayEditBilling } from '../groups/may-edit-billing.ts';
import { findUser } from '../people/user-store.ts';
import { getRequestedNamespace } from './get-requested-namespace.ts';
import type { InternalApi } from './internal-api.ts';

/** `GET namespaces/:id/user_permissions/:user_id`: 200 with what that person may do there; 404 for either. */
export function registerGetUserPermissions(app: Server, { pool }: InternalApi): void {
  app.get<{ Params: { id: string; user_id: string } }>('/:id/user_permissions/:user_id', async ({ params }) => {
    const namespace = await getRequestedNamespace(pool, params.id);
    const userId = readId(params.user_id);
    const user = userId === undefined ? undefined : await findUser(pool, userId);
    if (user === undefined) {
      const sentence = `There is no user ${params.user_id}; ids are whole numbers from 1.`;
      throw new BadRequest(sentence, { status: 404, code: 'user_not_found' });
    }
    return { edit_billing: await mayEditBilling(pool, namespace, user) };
  });
}
