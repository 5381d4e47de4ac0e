import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from 'redis';
import { createTrialEligibility, type TrialEligibility, type TrialEligibilityOptions } from '#sdk/index.ts';
import { RedisServer, type RedisServerOptions } from '../../../../dev/redis/redis-server.ts';
import { TcpProxy } from '../../../../dev/tcp-proxy.ts';
import { GITLAB, type TestPortal } from '../../../support/test-portal.ts';
import { TamperingPortal } from './tampering-portal.ts';
import { DEADLINE, Watch } from './watch.ts';

const NAMESPACES = 12;
/** So that two cores have time left for what is tested; still hundreds of reads and a dozen changes a second. */
const PACE = 3;
let lastNamespace = 1_000;

export type FaultWorldOptions = {
  readonly redis?: RedisServerOptions;
  readonly sdk?: Partial<TrialEligibilityOptions>;
  /** Processes that are there from the beginning. */
  readonly processes?: number;
  /** How many times as long readers and writers rest, where half a minute has to pass. */
  readonly pace?: number;
};

/**
 * A real portal behind a line and somebody who tampers with its answers, a real Redis behind a line, processes with the
 * SDK, readers that never stop, and changes that never stop: half of them told by a process, half by the feed alone.
 */
export class FaultWorld implements AsyncDisposable {
  readonly portal: TestPortal;
  readonly redis: RedisServer;
  readonly toRedis: TcpProxy;
  readonly tampering: TamperingPortal;
  readonly toPortal: TcpProxy;
  readonly ids: readonly number[];
  /** Nobody reads these but the test. */
  readonly quietIds: readonly number[];
  readonly watch: Watch;
  readonly processes: TrialEligibility[] = [];
  readonly stack: AsyncDisposableStack;
  readonly #options: FaultWorldOptions;
  #isOver = false;
  #writers: Promise<unknown> = Promise.resolve();
  /** Invalidations that were not finished, by their codes. */
  readonly untold: string[] = [];

  private constructor(
    parts: Pick<FaultWorld, 'portal' | 'redis' | 'toRedis' | 'tampering' | 'toPortal' | 'stack'>,
    options: FaultWorldOptions,
  ) {
    this.portal = parts.portal;
    this.redis = parts.redis;
    this.toRedis = parts.toRedis;
    this.tampering = parts.tampering;
    this.toPortal = parts.toPortal;
    this.stack = parts.stack;
    this.#options = options;
    this.ids = Array.from({ length: NAMESPACES }, () => ++lastNamespace);
    this.quietIds = Array.from({ length: NAMESPACES }, () => ++lastNamespace);
    this.watch = new Watch(this.ids, options.pace ?? PACE);
  }

  /** Starts everything, and waits until answers come from the processes themselves. */
  static async start(portal: TestPortal, options: FaultWorldOptions = {}): Promise<FaultWorld> {
    const stack = new AsyncDisposableStack();
    const redis = stack.use(new RedisServer(options.redis));
    await redis.start();
    const toRedis = stack.use(new TcpProxy({ port: redis.port }));
    await toRedis.start();
    const tampering = stack.use(new TamperingPortal(portal.url));
    await tampering.start();
    const toPortal = stack.use(new TcpProxy({ port: tampering.port }));
    await toPortal.start();
    const world = new FaultWorld({ portal, redis, toRedis, tampering, toPortal, stack }, options);
    for (let made = 0; made < (options.processes ?? 2); made++) await world.addProcess();
    await world.untilWell();
    world.#writers = Promise.all([world.#writeOn(true), world.#writeOn(false)]);
    await delay(300);
    return world;
  }

  /** Another process, watched from now on. */
  async addProcess(more: Partial<TrialEligibilityOptions> = {}): Promise<TrialEligibility> {
    const client = createClient({
      url: `redis://127.0.0.1:${this.toRedis.port}`,
      commandOptions: { timeout: 0 },
      socket: { reconnectStrategy: 50 },
    });
    client.on('error', () => {});
    await client.connect();
    const sdk = createTrialEligibility({
      portal: { ...this.portalOptions, deadlineMs: DEADLINE },
      redis: client,
      sampleShare: 0,
      ...this.#options.sdk,
      ...more,
    });
    this.stack.defer(async () => {
      await sdk.close();
      client.destroy();
    });
    this.processes.push(sdk);
    this.watch.add(`process ${this.processes.length}`, sdk);
    return sdk;
  }

  get portalOptions() {
    return {
      url: `http://127.0.0.1:${this.toPortal.port}`,
      adminEmail: GITLAB['x-admin-email'],
      adminToken: GITLAB['x-admin-token'],
    };
  }

  /** Blocks and unblocks: each is a change that the portal counts. */
  async #writeOn(isTold: boolean): Promise<void> {
    const mine = this.ids.filter((_, at) => at % 2 === (isTold ? 0 : 1));
    for (let turn = 0; !this.#isOver; turn++) {
      const id = mine[turn % mine.length] as number;
      await this.change(id, isTold);
      await delay((20 + Math.random() * 40) * (this.#options.pace ?? PACE));
    }
  }

  readonly #blocked = new Set<number>();
  readonly #changing = new Map<number, Promise<number>>();

  /** Commits a change in the portal, past the lines; tells the processes of it if wanted. @returns the new version. */
  change(id: number, isTold: boolean): Promise<number> {
    // One after the other: a test changes what a writer may be changing.
    const changing = (this.#changing.get(id) ?? Promise.resolve(0)).catch(() => 0).then(() => this.#change(id, isTold));
    this.#changing.set(id, changing);
    return changing;
  }

  async #change(id: number, isTold: boolean): Promise<number> {
    const method = this.#blocked.has(id) ? 'DELETE' : 'PUT';
    const { body, status } = await this.portal.as('operator', method, `/api/v1/namespaces/${id}/block`, {
      reason: 'a change for the test',
    });
    if (status !== 200) throw new Error(`The change was refused with ${status}: ${JSON.stringify(body)}`);
    if (!this.#blocked.delete(id)) this.#blocked.add(id);
    const [changed] = (
      await this.portal.database.query('SELECT eligibility_version::int AS version FROM namespaces WHERE id = $1', [id])
    ).rows;
    const version = Number(changed.version);
    this.watch.committed(id, version);
    if (!isTold) return version;
    const teller = this.processes[Math.floor(Math.random() * this.processes.length)];
    await teller?.invalidate(id, version, { deadlineMs: 3_000 }).then(
      () => this.watch.told(id, version),
      (error: { code?: string }) => this.untold.push(error.code ?? String(error)),
    );
    return version;
  }

  /** Every process answers every namespace from itself, and can tell of changes. */
  async untilWell(within = 10_000): Promise<number> {
    const began = performance.now();
    const asked = { deadlineMs: DEADLINE };
    for (const sdk of this.processes) {
      for (;;) {
        const answers = await sdk.check(this.ids, asked);
        const near = [...answers.values()].filter(({ source }) => source === 'l1').length;
        // Changes go on, so that some were changed this moment.
        if (near >= this.ids.length - 3) break;
        if (performance.now() - began > within) {
          const sources = [...answers.values()].map(({ source, because }) => `${source} ${because ?? ''}`);
          throw new Error(`Not well after ${within} ms: ${[...new Set(sources)].join(', ')}`);
        }
        await delay(20);
      }
    }
    await this.processes[0]?.invalidate(this.ids[0] as number, undefined, { deadlineMs: within });
    return performance.now() - began;
  }

  /** The quiet ones lie in Redis, as they are before they are changed. */
  async fillQuietOnes(): Promise<void> {
    const [sdk] = this.processes;
    for (;;) {
      const answers = await sdk?.check(this.quietIds);
      if ([...(answers ?? [])].every(([, { source }]) => source === 'l1')) return;
      await delay(10);
    }
  }

  async changeQuietOnes(): Promise<void> {
    for (const id of this.quietIds) await this.change(id, true);
  }

  /** Of some quiet ones, those for which a process does not know of the change. */
  async listOld(sdk: TrialEligibility, ids: readonly number[]): Promise<string[]> {
    const answers = [...(await sdk.check(ids)).values()];
    const old = answers.filter(({ version, source }) => version < 1 && source !== 'stale' && source !== 'unknown');
    return old.map(({ namespaceId, source }) => `${namespaceId} from ${source}`);
  }

  async stopWriting(): Promise<void> {
    this.#isOver = true;
    await this.#writers;
  }

  /**
   * No change goes on: then every process, asked in any way, says what the portal's database holds.
   * @param within milliseconds from now, and as many as the event loop stands still. @throws {Error} that says who does not.
   */
  async untilCurrent(within: number): Promise<void> {
    await this.stopWriting();
    const { rows } = await this.portal.database.query(
      'SELECT id::int, eligibility_version::int AS version FROM namespaces WHERE id = ANY($1)',
      [this.ids],
    );
    const from = performance.now();
    for (const [at, sdk] of this.processes.entries()) {
      for (;;) {
        const answers = await sdk.check(this.ids);
        const old = rows.filter(({ id, version }) => answers.get(id)?.version !== version);
        if (old.length === 0) break;
        if (performance.now() - from > within + this.watch.stalls.since(from)) {
          const said = old.map(({ id, version }) => `${id}: ${answers.get(id)?.version} instead of ${version}`);
          throw new Error(`Process ${at + 1} still says, from ${answers.get(old[0].id)?.source}: ${said.join(', ')}`);
        }
        await delay(20);
      }
    }
  }

  /** What was broken, having let it run on for a while. */
  async broken(after = 300): Promise<readonly string[]> {
    await delay(after);
    return [...new Set(this.watch.broken)].slice(0, 20);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stopWriting();
    await this.watch.stop();
    await this.stack.disposeAsync();
  }
}
