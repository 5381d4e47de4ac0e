import {
  type EvaluationContext,
  type JsonValue,
  OpenFeatureEventEmitter,
  type Provider,
  ProviderEvents,
  type ResolutionDetails,
} from '@openfeature/server-sdk';
import { type Unleash, UnleashEvents } from 'unleash-client';
import type { FlagOverrides } from './flag-overrides.ts';
import { reasonOf } from './reason-of.ts';

/** Booleans only: whoever wants another kind gets their default, with the reason. Tells when flags have changed. */
export class UnleashProvider implements Provider {
  readonly metadata = { name: 'unleash' };
  readonly runsOn = 'server';
  readonly events = new OpenFeatureEventEmitter();
  readonly #unleash: Unleash;
  readonly #overrides: FlagOverrides;

  constructor(unleash: Unleash, overrides: FlagOverrides) {
    this.#unleash = unleash;
    this.#overrides = overrides;
    unleash.on(UnleashEvents.Changed, () => this.events.emit(ProviderEvents.ConfigurationChanged));
  }

  async resolveBooleanEvaluation(
    flag: string,
    whenUnknown: boolean,
    { targetingKey, userId = targetingKey, ...more }: EvaluationContext,
  ): Promise<ResolutionDetails<boolean>> {
    const forced = this.#overrides[flag];
    if (forced !== undefined) {
      this.#unleash.count(flag, forced);
      return { value: forced, reason: 'FORCED' };
    }
    const feature = this.#unleash.getFeatureToggleDefinition(flag);
    if (!feature) return { value: whenUnknown, reason: 'DEFAULT' };
    const context = userId === undefined ? more : { ...more, userId: String(userId) };
    const value = this.#unleash.isEnabled(flag, context as Record<string, string>, whenUnknown);
    return { value, reason: reasonOf(feature) };
  }

  resolveStringEvaluation(_flag: string, whenUnknown: string): Promise<ResolutionDetails<string>> {
    return onlyBooleans(whenUnknown);
  }

  resolveNumberEvaluation(_flag: string, whenUnknown: number): Promise<ResolutionDetails<number>> {
    return onlyBooleans(whenUnknown);
  }

  resolveObjectEvaluation<T extends JsonValue>(_flag: string, whenUnknown: T): Promise<ResolutionDetails<T>> {
    return onlyBooleans(whenUnknown);
  }
}

async function onlyBooleans<T>(value: T): Promise<ResolutionDetails<T>> {
  return { value, reason: 'ERROR', errorCode: 'TYPE_MISMATCH' as never, errorMessage: 'Flags are booleans here.' };
}
