import type { RedisConnection } from '../eligibility/connect-redis.ts';
import type { CheckLog } from './check-log.ts';
import { fromText, toText } from './check-text.ts';
import { KEPT_DAYS, KEPT_MS, type KeptCheck, MOST_KEPT } from './kept-check.ts';

/** Namespaces that are written at once: between two such slices the process answers whoever waits. */
const SLICE = 25;
const DAY = 86_400_000;

/** Adds at the head, and takes from the tail what is too much or too old: a text begins with its time. */
const APPEND = `
redis.call('LPUSH', KEYS[1], unpack(ARGV, 4))
redis.call('LTRIM', KEYS[1], 0, ARGV[1] - 1)
redis.call('PEXPIRE', KEYS[1], ARGV[3])
local last = redis.call('LINDEX', KEYS[1], -1)
while last and tonumber(string.match(last, '%d+') or 0) < tonumber(ARGV[2]) do
  redis.call('RPOP', KEYS[1])
  last = redis.call('LINDEX', KEYS[1], -1)
end
`;

/**
 * A short list for each namespace in the Redis of the cache, where every process of saas writes and reads. Not a table,
 * because one would grow until a job tidied it up, in the product's own database; and no stream, which takes 5 kB for its
 * first entry, where a list takes 200 bytes for each. It lies beside the cache and is no part of it: nothing is ever
 * answered from it, and whatever becomes of it, no check is the worse for it.
 */
export class CheckLogRedis implements CheckLog {
  readonly keptIn = 'redis';
  readonly #redis: RedisConnection;
  readonly #prefix: string;

  constructor(redis: RedisConnection, keyPrefix: string) {
    this.#redis = redis;
    this.#prefix = `${keyPrefix}namespaces:last_checks`;
  }

  get isReachable(): boolean {
    return this.#redis.isReady;
  }

  async append(checks: ReadonlyMap<number, readonly KeptCheck[]>, lost: number, now: number): Promise<void> {
    const limits = [MOST_KEPT, now - KEPT_MS, KEPT_MS].map(String);
    const all = [...checks];
    for (let from = 0; from < all.length; from += SLICE) {
      const slice = all.slice(from, from + SLICE);
      // Sent in one turn, they travel together.
      await Promise.all(
        slice.map(([id, added]) => {
          const texts = added.slice(-MOST_KEPT).map(toText);
          return this.#redis.eval(APPEND, { keys: [`${this.#prefix}:${id}`], arguments: [...limits, ...texts] });
        }),
      );
    }
    if (lost > 0) await this.#noteLost(lost, now);
  }

  /** Counted by day, so that what was lost is forgotten together with what was kept. */
  async #noteLost(lost: number, now: number): Promise<void> {
    const key = this.#lostOn(now);
    await Promise.all([this.#redis.incrBy(key, lost), this.#redis.pExpire(key, KEPT_MS + DAY)]);
  }

  async read(namespaceId: number, now: number) {
    const days = Array.from({ length: KEPT_DAYS + 1 }, (_, ago) => this.#lostOn(now - ago * DAY));
    const [texts, lost] = await Promise.all([
      this.#redis.lRange(`${this.#prefix}:${namespaceId}`, 0, -1),
      this.#redis.mGet(days),
    ]);
    return {
      checks: texts.flatMap((text) => fromText(text) ?? []),
      lost: lost.reduce((sum, one) => sum + Number(one ?? 0), 0),
    };
  }

  #lostOn(at: number): string {
    return `${this.#prefix}_lost:${new Date(at).toISOString().slice(0, 10)}`;
  }
}
