import { CacheUnavailable } from '../../faults.ts';
import { within } from '../within.ts';
import type {
  EligibilityStore,
  Fill,
  FillOutcome,
  Subscription,
  SubscriptionEvents,
  Tombstone,
} from './eligibility-store.ts';
import { RedisBackedStore } from './redis-backed-store.ts';
import { type RedisClient, type RedisClusterClient, runScript } from './redis-commands.ts';
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

const FIND_WITHIN = 1_000;

/**
 * A Redis Cluster: calls for one key each, which the client sends to every master as one pipeline, because no command
 * may reach over slots. What the processes share lies on one master, and messages go through its sharded channel.
 */
export class RedisClusterStore extends RedisBackedStore implements EligibilityStore {
  readonly kind = 'redis-cluster';
  readonly #cluster: RedisClusterClient;
  readonly #names: StoreNames;

  constructor(cluster: RedisClusterClient, names: StoreNames) {
    super(new RedisShared(cluster, names, 'SPUBLISH'));
    this.#cluster = cluster;
    this.#names = names;
  }

  get isReachable(): boolean {
    return this.#cluster.isOpen;
  }

  read(ids: readonly number[]): Promise<readonly (string | null)[]> {
    return Promise.all(ids.map((id) => this.#get(this.#names.entry(id))));
  }

  async fill(fills: readonly Fill[], began: number): Promise<readonly FillOutcome[]> {
    const replies = fills.map((fill) => this.#run(FILL, fill.id, fillArguments([fill], began)));
    return (await Promise.all(replies)).flatMap(toOutcomes);
  }

  /** The message goes out when every master has its tombstones. */
  async invalidate(tombstones: readonly Tombstone[], message: string): Promise<number> {
    await Promise.all(tombstones.map((one) => this.#run(TOMBSTONES, one.id, tombstoneArguments([one]))));
    return this.shared.publish(message);
  }

  /** All of them: entries lie on each. One that does not answer makes the whole unknown. */
  async readMasters(): Promise<string> {
    const clients = await this.#masters();
    const ids = await Promise.all(clients.map(async (client) => toReplicationId(await client.info('replication'))));
    return ids.toSorted().join(' ');
  }

  subscribe(process: string, events: SubscriptionEvents): Promise<Subscription> {
    const duplicate = async () => (await this.#findChannel()).duplicate({ RESP: 3 });
    return new RedisSubscription({ names: this.#names, process, events, duplicate, sharded: true }).open();
  }

  /** Asks for something that lies beside the channel first, because only an answer makes the client look where that is. */
  #findChannel(): Promise<RedisClient> {
    const find = async () => {
      await this.#get(this.#names.cursor);
      return this.#cluster.getNodeClientForKey(this.#names.channel);
    };
    return within(find(), FIND_WITHIN, () => new CacheUnavailable('The master of the channel did not answer in time.'));
  }

  async inspect(ids: readonly number[]) {
    return (await Promise.all(ids.map((id) => this.#run(INSPECT, id, [])))).flatMap(toInspected);
  }

  async measure(ids: readonly number[]) {
    return (await Promise.all(ids.map((id) => this.#run(MEASURE, id, [])))).flatMap(toMeasured);
  }

  async remove(ids: readonly number[]): Promise<number> {
    const removed = await Promise.all(ids.map((id) => this.#run(REMOVE, id, [])));
    return removed.reduce<number>((sum, one) => sum + Number(one), 0);
  }

  async listWarnings(): Promise<readonly string[]> {
    const clients = await this.#masters();
    const warnings = await Promise.all(clients.map(async (client) => warnOfPolicy(await client.info('memory'))));
    return [...new Set(warnings.flat())];
  }

  #masters(): Promise<RedisClient[]> {
    return Promise.all(this.#cluster.masters.map((node) => this.#cluster.nodeClient(node as never)));
  }

  /** As if it were no mere reading, because a client with `useReplicas` would ask a replica, which may be behind. */
  #get(key: string): Promise<string | null> {
    return this.#cluster.sendCommand(key, false, ['GET', key]) as Promise<string | null>;
  }

  #run(script: typeof FILL, id: number, values: (string | number)[]): Promise<unknown> {
    return runScript(this.#cluster, script, [this.#names.entry(id)], values);
  }
}
