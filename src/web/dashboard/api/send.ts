import { createSend } from '../../api/create-send.ts';

const listeners = new Set<() => void>();

/** Told when the portal knows of no session any more. @returns what ends that. */
export function onSignedOut(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Calls the portal's API; `path` after `/api/v1`. @throws {RequestFailed} */
export const send = createSend('/api/v1', (status) => {
  if (status === 401) for (const listener of listeners) listener();
});
