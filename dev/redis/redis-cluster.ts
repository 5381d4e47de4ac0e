import { setTimeout } from 'node:timers/promises';
import { createClient } from 'redis';
import { freePort } from '../free-port.ts';
import { RedisServer } from './redis-server.ts';

const MASTERS = 3;
const SLOTS = 16_384;
const READY_WITHIN = 20_000;

export type RedisClusterOptions = {
  /** One replica for each master. */
  readonly replicas?: boolean;
  /** Settings of every node, over ours. */
  readonly settings?: Readonly<Record<string, string>>;
};

type Node = { readonly server: RedisServer; readonly busPort: number };

/** Three masters that share the slots, each with a replica if wanted, made by commands alone. */
export class RedisCluster implements AsyncDisposable {
  readonly #options: RedisClusterOptions;
  #nodes: readonly Node[] = [];

  constructor(options: RedisClusterOptions = {}) {
    this.#options = options;
  }

  /** As they began; a fail-over makes one of the replicas a master. */
  get masters(): readonly RedisServer[] {
    return this.#nodes.slice(0, MASTERS).map((node) => node.server);
  }

  /** The first belongs to the first master, and so on; empty where there are none. */
  get replicas(): readonly RedisServer[] {
    return this.#nodes.slice(MASTERS).map((node) => node.server);
  }

  /** What a cluster client begins with. */
  get urls(): string[] {
    return this.#nodes.map((node) => node.server.url);
  }

  /** Starts and joins the nodes, and waits until each of them says that the cluster is well. */
  async start(): Promise<void> {
    const count = this.#options.replicas ? 2 * MASTERS : MASTERS;
    this.#nodes = await Promise.all(Array.from({ length: count }, () => this.#makeNode()));
    await Promise.all(this.#nodes.map((node) => node.server.start()));
    await Promise.all(
      this.masters.map((master, index) => command(master, 'CLUSTER', 'ADDSLOTSRANGE', ...slotsOf(index))),
    );
    const [first, ...others] = this.#nodes;
    for (const [index, { server }] of this.#nodes.entries()) {
      await command(server, 'CLUSTER', 'SET-CONFIG-EPOCH', String(index + 1));
    }
    for (const { server, busPort } of others) {
      if (first) await command(first.server, 'CLUSTER', 'MEET', '127.0.0.1', String(server.port), String(busPort));
    }
    await this.#untilEach(async (server) => (await this.#knownTo(server)) === count);
    await this.#attachReplicas();
    await this.untilWell();
  }

  async #makeNode(): Promise<Node> {
    const busPort = await freePort();
    const settings = {
      'cluster-enabled': 'yes',
      'cluster-port': String(busPort),
      'cluster-node-timeout': '1000',
      'cluster-require-full-coverage': 'no',
      ...this.#options.settings,
    };
    return { busPort, server: new RedisServer({ settings }) };
  }

  async #attachReplicas(): Promise<void> {
    for (const [index, replica] of this.replicas.entries()) {
      const master = this.masters[index];
      if (master) await command(replica, 'CLUSTER', 'REPLICATE', await command(master, 'CLUSTER', 'MYID'));
    }
    await Promise.all(
      this.replicas.map((replica) =>
        until(async () => (await command(replica, 'INFO', 'replication')).includes('master_link_status:up')),
      ),
    );
  }

  async #knownTo(server: RedisServer): Promise<number> {
    return Number(/cluster_known_nodes:(\d+)/.exec(await command(server, 'CLUSTER', 'INFO'))?.[1]);
  }

  /** Waits until a replica has become a master: after a kill, about twice the node time-out. */
  async untilMaster(server: RedisServer): Promise<void> {
    await until(async () => (await command(server, 'INFO', 'replication')).includes('role:master'));
  }

  /**
   * Waits until every node that runs says that the cluster is well and every slot is served. A master that was killed
   * this moment is not missed yet.
   */
  async untilWell(): Promise<void> {
    await this.#untilEach(async (server) => {
      const said = await command(server, 'CLUSTER', 'INFO');
      return said.includes('cluster_state:ok') && said.includes(`cluster_slots_ok:${SLOTS}`);
    });
  }

  async #untilEach(look: (server: RedisServer) => Promise<boolean>): Promise<void> {
    const running = this.#nodes.map((node) => node.server).filter((server) => server.running);
    await Promise.all(running.map((server) => until(() => look(server))));
  }

  async stop(): Promise<void> {
    await Promise.all(this.#nodes.map((node) => node.server.stop()));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}

function slotsOf(index: number): [string, string] {
  const first = Math.ceil((index * SLOTS) / MASTERS);
  return [String(first), String(Math.ceil(((index + 1) * SLOTS) / MASTERS) - 1)];
}

async function command(server: RedisServer, ...words: string[]): Promise<string> {
  const client = createClient({ url: server.url, socket: { reconnectStrategy: false } });
  client.on('error', () => {});
  await client.connect();
  try {
    return String(await client.sendCommand(words));
  } finally {
    client.destroy();
  }
}

async function until(look: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + READY_WITHIN;
  while (!(await look().catch(() => false))) {
    if (performance.now() > deadline) throw new Error(`The cluster was not well within ${READY_WITHIN / 1_000} s.`);
    await setTimeout(20);
  }
}
