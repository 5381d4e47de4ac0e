/** Whether somebody is signed in, as far as the browser knows: the cookie comes and goes with the session. */

const listeners = new Set<() => void>();

export function subscribeToSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** After each answer, because any of them may have changed the cookie. */
export function noticeSession(): void {
  for (const listener of listeners) listener();
}

/** The server knows of no session: the cookie is left over. */
export function forgetSession(): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not everywhere
  document.cookie = 'csrf_token=; Path=/; Max-Age=0';
  noticeSession();
}
