import type { Meter } from '#kit/telemetry/meter.ts';

/** `refused`: a field was wrong, or taken; `failed`: nothing of the person's. */
export type RegistrationResult = 'queued' | 'unconfirmed' | 'not_eligible' | 'free' | 'refused' | 'failed';

/** One registration, from the request on. */
export type RegistrationTimer = {
  /** What the flag said for the person; nothing where it was not asked. */
  readonly onExposed: (isOn: boolean) => void;
  readonly end: (result: RegistrationResult) => void;
};

/**
 * `registrations_total{exposed,outcome}` and `registration_duration_seconds{exposed}`, in seconds. `exposed` is `on` or `off`
 * as the flag was for that person, and `none` where it was not read: gates compare people by it. design: "The saas side".
 */
export function createRegistrationMetrics(meter: Meter): { begin: () => RegistrationTimer } {
  const total = meter.createCounter('registrations_total', {
    description: 'Registrations, by what the flag was for the person and what became of them',
  });
  const duration = meter.createHistogram('registration_duration_seconds', {
    description: 'How long registrations took, by what the flag was for the person',
    unit: 's',
  });
  return {
    begin: () => {
      const began = performance.now();
      let exposed = 'none';
      return {
        onExposed: (isOn) => {
          exposed = isOn ? 'on' : 'off';
        },
        end: (outcome) => {
          total.add(1, { exposed, outcome });
          duration.record((performance.now() - began) / 1_000, { exposed });
        },
      };
    },
  };
}
