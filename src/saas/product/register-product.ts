import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { BadRequest } from '#kit/errors/bad-request.ts';
import type { Server } from '#kit/http/create-server.ts';
import { registerDocs } from '#kit/http/docs.ts';
import { registerSessions, SESSION_COOKIE } from '../sessions/register-sessions.ts';
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

const DOCS = {
  title: 'Trialgate saas',
  description: 'The JSON API of the product: registration, groups, and their trials. A change also needs X-CSRF-Token.',
  securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE } },
  security: [['session']],
} as const;

/** `/api/v4/…`: the JSON API of the product's pages. */
export function registerProduct(app: Server, product: Product): void {
  app.register(async (around: Server) => {
    await registerDocs(around as unknown as FastifyInstance, { ...DOCS, version: product.version });
    around.register((scope: Server) => registerApi(scope, product), { prefix: '/api/v4' });
  });
}

async function registerApi(scope: Server, product: Product): Promise<void> {
  // The readers of the contract say what is wrong beside each field, and the bodies are made whole; schemas describe.
  scope.setValidatorCompiler(() => () => true);
  scope.setSerializerCompiler(() => (answer) => JSON.stringify(answer));
  registerProductErrors(scope);
  await scope.register(rateLimit, {
    global: true,
    max: 600,
    timeWindow: 60_000,
    errorResponseBuilder: () =>
      new BadRequest('Too many requests; try again in a minute.', { status: 429, code: 'rate_limited' }),
  });
  await registerSessions(scope, product.database);
  for (const register of ROUTES) register(scope, product);
}
