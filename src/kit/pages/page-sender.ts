import type { FastifyReply, FastifyRequest } from 'fastify';
import { PageShell } from './page-shell.ts';
import { readCookie } from './read-cookie.ts';

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  // The nonce is good for one answer.
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
};

export type SendPage = (
  request: FastifyRequest,
  reply: FastifyReply,
  status?: number,
) => FastifyReply | Promise<FastifyReply>;

/** Sends the document that all pages of a folder share; 503 with a sentence where they are not built. */
export function createPageSender(folder: string, values: Readonly<Record<string, string>> = {}): SendPage {
  const shell = new PageShell(folder, values);
  return async (request, reply, status = 200) => {
    const written = await shell.write(readCookie(request.headers.cookie, 'color_scheme'));
    return reply
      .code(written ? status : 503)
      .headers({ ...HEADERS, 'content-security-policy': (written ?? shell.notBuilt).policy })
      .send((written ?? shell.notBuilt).html);
  };
}
