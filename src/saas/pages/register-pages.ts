import type { FastifyRequest } from 'fastify';
import type { Server } from '#kit/http/create-server.ts';
import { createPageSender } from '#kit/pages/page-sender.ts';
import { registerPageFiles } from '#kit/pages/register-page-files.ts';
import { answerTrialPages, type OtherAnswer, type TrialGate } from './answer-trial-pages.ts';
import { PAGE_PATHS } from './page-paths.ts';

export type PagesOptions = {
  /** Where the pages were built to. */
  readonly folder: string;
  /** Without it the trial form's page answers everyone with 200 and leaves the rest to its script. */
  readonly gate?: TrialGate;
};

/**
 * The product's pages. Their files need no session; the pages' paths look for one only where GitLab answers with a redirect
 * or 403. An unknown address gets the page that says so, where a browser asks.
 */
export function registerPages(app: Server, { folder, gate }: PagesOptions): void {
  const send = createPageSender(folder);
  for (const path of PAGE_PATHS) {
    app.get(path, { config: { person: 'anyone' } as object }, async (request, reply) => {
      const other = gate && (await answerOrPass(gate, path, request));
      if (other?.to !== undefined) return reply.redirect(other.to, 302);
      return send(request, reply, other?.status);
    });
  }
  app.addHook('onRequest', async (request, reply) => {
    if (isUnknownPage(request)) return send(request, reply, 404);
  });
  registerPageFiles(app, folder, '/assets/');
}

/** Where nobody can be asked the page is sent as it is, because its script tells what is wrong. */
async function answerOrPass(gate: TrialGate, path: string, request: FastifyRequest): Promise<OtherAnswer | undefined> {
  try {
    return await answerTrialPages(gate, path, request);
  } catch (error) {
    request.log.warn({ err: error }, 'the trial page was sent without asking who may see it');
    return undefined;
  }
}

function isUnknownPage(request: FastifyRequest): boolean {
  if (!request.is404 || request.method !== 'GET') return false;
  return !/^\/(api|assets)\//.test(request.url) && (request.headers.accept ?? '').includes('text/html');
}
