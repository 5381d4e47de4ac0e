import type { Server } from '#kit/http/create-server.ts';
import { withGitlabMessage } from '../contract/gitlab-error.ts';
import { registerGetNamespace } from './get-namespace.ts';
import { registerGetOwners } from './get-owners.ts';
import { registerGetSubscription } from './get-subscription.ts';
import { registerGetUserPermissions } from './get-user-permissions.ts';
import type { InternalApi } from './internal-api.ts';
import { registerPostProvision } from './post-provision.ts';
import { registerPostSubscription } from './post-subscription.ts';
import { registerPutNamespace } from './put-namespace.ts';
import { registerPutSubscription } from './put-subscription.ts';
import { requirePortalToken } from './require-portal-token.ts';

/** GitLab's internal API for the portal, under the paths that GitLab has it. */
export function registerInternalApi(app: Server, api: InternalApi): void {
  const prefix = '/api/v4/internal/gitlab_subscriptions/namespaces';
  app.register(
    async (scope: Server) => {
      scope.addHook('onRequest', requirePortalToken(api.checkToken));
      scope.addHook('preSerialization', async (_request, _reply, payload) => withGitlabMessage(payload));
      registerGetNamespace(scope, api);
      registerPutNamespace(scope, api);
      registerGetSubscription(scope, api);
      registerPostSubscription(scope, api);
      registerPutSubscription(scope, api);
      registerPostProvision(scope, api);
      registerGetOwners(scope, api);
      registerGetUserPermissions(scope, api);
    },
    { prefix },
  );
}
