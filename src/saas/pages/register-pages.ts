import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Server } from '#kit/http/create-server.ts';
import { answerTrialPages, type OtherAnswer, type TrialGate } from './answer-trial-pages.ts';
import { PAGE_PATHS } from './page-paths.ts';
import { PageShell } from './page-shell.ts';
import { readCookie } from './read-cookie.ts';

export type PagesOptions = {
  /** Where the pages were built to. */
  readonly folder: string;
  /** Without it the trial form's page answers everyone with 200 and leaves the rest to its script. */
  readonly gate?: TrialGate;
};

const YEAR_MS = 365 * 86_400_000;

/**
 * The product's pages. Their files need no session; the pages' paths look for one only where GitLab answers with a redirect
 * or 403. An unknown address gets the page that says so, where a browser asks.
 */
export function registerPages(app: Server, { folder, gate }: PagesOptions): void {
  const shell = new PageShell(folder);
  const send = async (request: FastifyRequest, reply: FastifyReply, status = 200) => {
    const written = await shell.write(readCookie(request.headers.cookie, 'color_scheme'));
    return reply
      .code(written ? status : 503)
      .headers({ ...HEADERS, 'content-security-policy': (written ?? shell.notBuilt).policy })
      .send((written ?? shell.notBuilt).html);
  };
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
  registerFiles(app, join(folder, 'assets'));
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

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  // The nonce is good for one answer.
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
};

function isUnknownPage(request: FastifyRequest): boolean {
  if (!request.is404 || request.method !== 'GET') return false;
  return !/^\/(api|assets)\//.test(request.url) && (request.headers.accept ?? '').includes('text/html');
}

/** Each name holds a hash of its content, so that a browser never has to ask twice. */
function registerFiles(app: Server, root: string): void {
  if (!existsSync(root)) return;
  app.register(fastifyStatic, {
    ...{ root, prefix: '/assets/', index: false, redirect: false, decorateReply: false },
    // A route for each file, so that a file that is not there is as unknown as any other address.
    wildcard: false,
    ...{ immutable: true, maxAge: YEAR_MS, cacheControl: true },
    setHeaders: (reply) => void reply.header('x-content-type-options', 'nosniff'),
  });
}
