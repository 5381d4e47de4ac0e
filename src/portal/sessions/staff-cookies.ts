import type { SessionCookies } from '#kit/sessions/session-cookies.ts';
import { SESSION_DAYS } from './staff-session-store.ts';

/** Strict, because the pages themselves need no session: a link from a ticket opens them, and they ask as our own site. */
export const STAFF_COOKIES: SessionCookies = {
  name: 'trialgate_staff_session',
  csrfPath: '/dashboard',
  sameSite: 'strict',
  seconds: SESSION_DAYS * 86_400,
};
