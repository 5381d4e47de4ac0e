import type { RolloutEvent } from '#domain/rollouts/rollout-event.ts';
import type { ToldEvent } from '#rollouts/checklist/tell-log.ts';

type Snake<Name extends string> = Name extends `${infer Head}${infer Tail}`
  ? `${Head extends Lowercase<Head> ? Head : `_${Lowercase<Head>}`}${Snake<Tail>}`
  : Name;

type Said = {
  readonly at: string;
  /** Who acted. */
  readonly by: string;
  /** As it was announced; null for what is not announced. */
  readonly sentence: string | null;
  /** In words, for whoever looks at the rollout. */
  readonly words: string;
};

type OnWire<One> = One extends RolloutEvent
  ? Said & {
      readonly [Name in Exclude<keyof One, keyof Said> as Snake<Name & string>]: One[Name];
    }
  : never;

/** What has happened, by its kind. */
export type RolloutEventOnWire = OnWire<RolloutEvent>;

export function toRolloutEventOnWire({ event, words, isAnnounced }: ToldEvent): RolloutEventOnWire {
  const { at, by, ...rest } = event;
  const snake = Object.entries(rest).map(([name, value]) => [
    name.replace(/[A-Z]/g, (one) => `_${one.toLowerCase()}`),
    value,
  ]);
  const said: Said = { at: new Date(at).toISOString(), by: by.name, sentence: isAnnounced ? words : null, words };
  return { ...Object.fromEntries(snake), ...said };
}
