import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';

export type DocsOptions = {
  readonly title: string;
  readonly description: string;
  readonly version: string;
  /** How callers say who they are, by name. */
  readonly securitySchemes: Readonly<Record<string, SecurityScheme>>;
  /** Names of schemes: one of the lists is enough, all of a list are needed. */
  readonly security: readonly (readonly string[])[];
};

type SecurityScheme =
  | { readonly type: 'http'; readonly scheme: 'bearer'; readonly description: string }
  | { readonly type: 'apiKey'; readonly in: 'header' | 'cookie'; readonly name: string };

/** `/openapi.json`, and `/docs`: a page that reads it and needs nothing from elsewhere. Registered before the routes. */
export async function registerDocs(app: FastifyInstance, options: DocsOptions): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: options.title, description: options.description, version: options.version },
      components: { securitySchemes: { ...options.securitySchemes } },
      security: options.security.map((names) => Object.fromEntries(names.map((name) => [name, []]))),
    },
    transform: ({ schema, url }) => ({ schema: { ...schema, hide: !schema?.tags }, url }),
  });
  app.get('/openapi.json', { config: { access: 'anyone', quiet: true } as object }, async () => app.swagger());
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: true,
    // The page styles its own elements; scripts stay bound to its files, and nothing is fetched from elsewhere.
    transformStaticCSP: (policy) =>
      policy.replaceAll(' https:', '').replace("style-src 'self'", "style-src 'self' 'unsafe-inline'"),
    theme: { css: [{ filename: 'dark.css', content: DARK }] },
    uiConfig: { deepLinking: true, tryItOutEnabled: true, persistAuthorization: false, validatorUrl: null },
  });
}

// Swagger UI knows no dark mode of its own.
const DARK = `
.swagger-ui .topbar { display: none }
@media (prefers-color-scheme: dark) {
  html { background: #16181d }
  .swagger-ui { filter: invert(0.9) hue-rotate(180deg) }
  .swagger-ui .microlight { filter: invert(1) hue-rotate(180deg) }
}`;
