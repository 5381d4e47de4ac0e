import { AsyncLocalStorage } from 'node:async_hooks';

const states = new AsyncLocalStorage<Record<string, boolean>>();

/** Runs a request or a job so that what flags said in it is known where it fails. */
export function withFlagStates<T>(work: () => T): T {
  return states.run({}, work);
}

/** Notes what a flag has said for this request or job. */
export function noteFlagState(flag: string, value: boolean): void {
  const here = states.getStore();
  if (here) here[flag] = value;
}

/** What flags have said in this request or job so far. */
export function flagStatesHere(): Readonly<Record<string, boolean>> {
  return states.getStore() ?? {};
}
