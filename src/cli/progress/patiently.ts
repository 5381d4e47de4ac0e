import { setTimeout } from 'node:timers/promises';
import { Fault } from '#kit/errors/fault.ts';
import { PortalRefused } from '../portal-api/portal-refused.ts';

const PATIENCE = 60_000;
const PAUSE = 1_000;

/** Tries again for a minute while the portal is away or busy, because long work outlives a restart of the portal. */
export async function patiently<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const end = Date.now() + PATIENCE;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!mayPass(error) || Date.now() > end) throw error;
      await setTimeout(PAUSE, undefined, { signal });
    }
  }
}

function mayPass(error: unknown): boolean {
  if (error instanceof PortalRefused) return error.status === 429 || error.status >= 500;
  return error instanceof Fault && ['portal_unreachable', 'saas_unreachable'].includes(error.code);
}
