import { type Unleash, UnleashEvents } from 'unleash-client';
import type { Logger } from '#kit/telemetry/logger.ts';

const AGAIN_AFTER = 60_000;

/**
 * Logs what unleash-client complains of, each sentence at most once a minute, because it repeats itself with every
 * request that fails. Whoever does not listen to its errors is ended by them.
 */
export function reportTrouble(unleash: Unleash, logger: Logger): void {
  const said = new Map<string, number>();
  const report = (trouble: unknown) => {
    const sentence = trouble instanceof Error ? trouble.message : String(trouble);
    if (Date.now() - (said.get(sentence) ?? Number.NEGATIVE_INFINITY) < AGAIN_AFTER) return;
    // Sentences can quote what differs each time; nothing shall pile up.
    if (said.size > 100) said.clear();
    said.set(sentence, Date.now());
    logger.warn({ trouble: sentence }, 'flags: the flag home does not answer as it should; the last known flags stay');
  };
  unleash.on(UnleashEvents.Error, report);
  unleash.on(UnleashEvents.Warn, report);
}
