import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { Server } from '../http/create-server.ts';

const YEAR_MS = 365 * 86_400_000;

/** The files of built pages. Each name holds a hash of its content, so that a browser never has to ask twice. */
export function registerPageFiles(app: Server, folder: string, prefix: string): void {
  const root = join(folder, 'assets');
  if (!existsSync(root)) return;
  app.register(fastifyStatic, {
    root,
    prefix,
    index: false,
    redirect: false,
    decorateReply: false,
    // A route for each file, so that a file that is not there is as unknown as any other address.
    wildcard: false,
    immutable: true,
    maxAge: YEAR_MS,
    cacheControl: true,
    setHeaders: (reply) => void reply.header('x-content-type-options', 'nosniff'),
  });
}
