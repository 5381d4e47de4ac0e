import type {
  EligibilityStore,
  Fill,
  FillOutcome,
  Subscription,
  SubscriptionEvents,
  Tombstone,
} from './eligibility-store.ts';
import { RedisBackedStore } from './redis-backed-store.ts';
import { type RedisClient, runScript } from './redis-commands.ts';
import {
  fillArguments,
  toInspected,
  toMeasured,
  tombstoneArguments,
  toOutcomes,
  toReplicationId,
  warnOfPolicy,
} from './redis-replies.ts';
import { RedisShared } from './redis-shared.ts';
import { RedisSubscription } from './redis-subscription.ts';
import { FILL, INSPECT, MEASURE, REMOVE, TOMBSTONES } from './scripts.ts';
import type { StoreNames } from './store-names.ts';

/** One Redis, with or without replicas; its master is what the client is connected to. */
export class RedisStore extends RedisBackedStore implements EligibilityStore {
  readonly kind = 'redis';
  readonly #client: RedisClient;
  readonly #names: StoreNames;

  constructor(client: RedisClient, names: StoreNames) {
    super(new RedisShared(client, names, 'PUBLISH'));
    this.#client = client;
    this.#names = names;
  }

  get isReachable(): boolean {
    return this.#client.isReady;
  }

  read(ids: readonly number[]): Promise<readonly (string | null)[]> {
    return this.#client.mGet(this.#keys(ids));
  }

  async fill(fills: readonly Fill[], began: number): Promise<readonly FillOutcome[]> {
    return toOutcomes(await this.#run(FILL, fills, fillArguments(fills, began)));
  }

  /** Both scripts go out together; Redis does them in that order. */
  async invalidate(tombstones: readonly Tombstone[], message: string): Promise<number> {
    const [, number] = await Promise.all([
      this.#run(TOMBSTONES, tombstones, tombstoneArguments(tombstones)),
      this.shared.publish(message),
    ]);
    return number;
  }

  async readMasters(): Promise<string> {
    return toReplicationId(await this.#client.info('replication'));
  }

  subscribe(process: string, events: SubscriptionEvents): Promise<Subscription> {
    // RESP 3 lets a connection that is subscribed ask as well.
    const duplicate = async () => this.#client.duplicate({ RESP: 3 });
    return new RedisSubscription({ names: this.#names, process, events, duplicate, sharded: false }).open();
  }

  async inspect(ids: readonly number[]) {
    return toInspected(await runScript(this.#client, INSPECT, this.#keys(ids), []));
  }

  async measure(ids: readonly number[]) {
    return toMeasured(await runScript(this.#client, MEASURE, this.#keys(ids), []));
  }

  async remove(ids: readonly number[]): Promise<number> {
    return Number(await runScript(this.#client, REMOVE, this.#keys(ids), []));
  }

  async listWarnings(): Promise<readonly string[]> {
    return warnOfPolicy(await this.#client.info('memory'));
  }

  #run(script: typeof FILL, of: readonly { readonly id: number }[], values: (string | number)[]): Promise<unknown> {
    const keys = of.map((one) => this.#names.entry(one.id));
    return runScript(this.#client, script, keys, values);
  }

  #keys(ids: readonly number[]): string[] {
    return ids.map(this.#names.entry);
  }
}
