import type { Meter } from '#kit/telemetry/meter.ts';

/** `full`: more was checked in a second than is written down; `not_written`: Redis did not take it. */
export type CountLost = (answers: number, reason: 'full' | 'not_written') => void;

export function createLostCounter(meter: Meter): CountLost {
  const total = meter.createCounter('trial_eligibility_last_checks_lost_total', {
    description: 'Answers about namespaces that are missing among their last checks, by reason',
  });
  return (answers, reason) => total.add(answers, { reason });
}
