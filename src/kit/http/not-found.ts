import type { FastifyInstance } from 'fastify';
import { errorBody } from './errors.ts';

type KnownRoute = { readonly pattern: RegExp; readonly methods: Set<string> };

/** An unknown path is 404; a known path with another method is 405 and names the methods that are there. */
export function registerNotFound(app: FastifyInstance): void {
  const routes = new Map<string, KnownRoute>();
  app.addHook('onRoute', ({ url, method }) => {
    const known = routes.get(url) ?? { pattern: patternOf(url), methods: new Set<string>() };
    for (const one of [method].flat()) known.methods.add(one);
    routes.set(url, known);
  });
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    const allowed = [...routes.values()]
      .filter((route) => route.pattern.test(path))
      .flatMap((route) => [...route.methods]);
    if (allowed.length === 0) {
      return reply.code(404).send(errorBody('not_found', `There is nothing at ${path.slice(0, 200)}.`));
    }
    const methods = [...new Set(allowed)].sort().join(', ');
    const sentence = `${request.method} is not possible at ${path.slice(0, 200)}; possible: ${methods}.`;
    return reply.code(405).header('allow', methods).send(errorBody('method_not_allowed', sentence));
  });
}

function patternOf(url: string): RegExp {
  const source = url
    .split('/')
    .map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace('\\*', '.*')))
    .join('/');
  return new RegExp(`^${source}/?$`);
}
