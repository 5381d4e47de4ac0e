import { writeEntry } from '#sdk/cache/entry.ts';
import type {
  EligibilityStore,
  Fill,
  Subscription,
  SubscriptionEvents,
  Tombstone,
} from '#sdk/cache/store/eligibility-store.ts';

/** A store with nothing in it, and the power over its clock. */
export type StoreUnderTest = {
  readonly store: EligibilityStore;
  /** Lets so many milliseconds pass, by the store's clock. */
  readonly pass: (milliseconds: number) => Promise<void>;
};

/** Opens one under names of its own. */
export type OpenStore = (keyPrefix: string) => StoreUnderTest;

export const HOUR = 3_600_000;

/** What a load of that namespace would store: by default of epoch 1 and rule set 1, for an hour. */
export function fillOf(id: number, { version = 1, ...over }: Partial<Fill> = {}): Fill {
  const { epoch = 1, token = '', ruleSet = 1 } = over;
  const answer = { ruleSet, generation: '0', filled: 1_000, life: 3_600, codes: 'u' };
  const text = writeEntry({ epoch, version, token, answer });
  return { id, text, token, epoch, version, ruleSet, keepMs: HOUR, ...over };
}

/** A change of that namespace: without a token one with a version. */
export function tombstoneOf(id: number, { epoch = 1, version = 1, token = '' }: Partial<Tombstone> = {}): Tombstone {
  return { id, epoch, version, token };
}

/** How a tombstone lies in the store. */
export function tombstoneText({ epoch, version, token }: Omit<Tombstone, 'id'>): string {
  return writeEntry({ epoch, version, token, answer: undefined });
}

/** What one subscriber was handed, in order. */
export type Listener = {
  readonly subscription: Subscription;
  readonly received: (readonly [number: number, body: string])[];
  readonly events: ('lost' | 'restored')[];
};

/** Subscribes and writes down what comes. */
export async function listen(store: EligibilityStore, process: string): Promise<Listener> {
  const [received, events]: [Listener['received'], Listener['events']] = [[], []];
  const handlers: SubscriptionEvents = {
    onMessage: (number, body) => received.push([number, body]),
    onLost: () => events.push('lost'),
    onRestored: () => events.push('restored'),
  };
  return { subscription: await store.subscribe(process, handlers), received, events };
}
