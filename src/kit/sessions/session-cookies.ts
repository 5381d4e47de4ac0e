import type { FastifyReply } from 'fastify';

export type SessionCookies = {
  /** The cookie that holds the session's secret. */
  readonly name: string;
  /** Where the readable CSRF token is seen. Cookies know no ports, so two services of one host need two of these. */
  readonly csrfPath: string;
  readonly sameSite: 'lax' | 'strict';
  readonly seconds: number;
};

export const CSRF_COOKIE = 'csrf_token';

/** @param isSecure whether the service is reached by https. */
export function sendSessionCookies(
  reply: FastifyReply,
  cookies: SessionCookies,
  session: { readonly secret: string; readonly csrfToken: string },
  isSecure: boolean,
): void {
  const { name, csrfPath, sameSite, seconds: maxAge } = cookies;
  const shared = { sameSite, secure: isSecure, maxAge };
  reply.setCookie(name, session.secret, { ...shared, path: '/', httpOnly: true });
  reply.setCookie(CSRF_COOKIE, session.csrfToken, { ...shared, path: csrfPath, httpOnly: false });
}

export function clearSessionCookies(reply: FastifyReply, { name, csrfPath }: SessionCookies): void {
  reply.clearCookie(name, { path: '/' });
  reply.clearCookie(CSRF_COOKIE, { path: csrfPath });
}
