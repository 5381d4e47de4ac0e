import type { EventEmitter } from 'node:events';
import { type Unleash, UnleashEvents } from 'unleash-client';

/**
 * Ends an unleash-client. It takes its own listeners off at once, and a request under way that fails afterwards would be
 * an error that nobody listens to, which ends the process.
 */
export function endUnleash(unleash: Unleash): void {
  unleash.destroy();
  const { repository } = unleash as unknown as { readonly repository: EventEmitter };
  repository.on(UnleashEvents.Error, () => {});
}
