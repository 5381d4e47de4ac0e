import rateLimit from '@fastify/rate-limit';
import { BadRequest } from '#kit/errors/bad-request.ts';
import type { Server } from '#kit/http/create-server.ts';
import { registerSessions } from '../sessions/register-sessions.ts';
import { registerCallToActionRoutes } from './call-to-action-routes.ts';
import { registerGroupRoutes } from './group-routes.ts';
import type { Product } from './product.ts';
import { registerProductErrors } from './product-errors.ts';
import { registerRegistrationRoutes } from './registration-routes.ts';
import { registerSessionRoutes } from './session-routes.ts';
import { registerTrialRoutes } from './trial-routes.ts';

const ROUTES = [
  registerRegistrationRoutes,
  registerSessionRoutes,
  registerGroupRoutes,
  registerTrialRoutes,
  registerCallToActionRoutes,
];

/** `/api/v4/…`: the JSON API of the product's pages. */
export function registerProduct(app: Server, product: Product): void {
  app.register(
    async (scope: Server) => {
      registerProductErrors(scope);
      await scope.register(rateLimit, {
        ...{ global: true, max: 600, timeWindow: 60_000 },
        errorResponseBuilder: () =>
          new BadRequest('Too many requests; try again in a minute.', { status: 429, code: 'rate_limited' }),
      });
      await registerSessions(scope, product.database);
      for (const register of ROUTES) register(scope, product);
    },
    { prefix: '/api/v4' },
  );
}
