import { writeHead } from '../entry.ts';
import {
  type Beat,
  type Fill,
  type FillOutcome,
  LATEST_FILL_MS,
  type Polled,
  type StoreDescription,
  TOMBSTONE_MS,
  type Tombstone,
} from './eligibility-store.ts';
import { toFields } from './redis-commands.ts';

/** What the scripts take and give, between the port and Redis; the same for one server and for a cluster. */

export function fillArguments(fills: readonly Fill[], began: number): (string | number)[] {
  const values: (string | number)[] = [Math.floor(began), LATEST_FILL_MS];
  for (const { text, token, epoch, version, ruleSet, keepMs } of fills) {
    values.push(text, token, epoch, version, ruleSet, keepMs);
  }
  return values;
}

export function tombstoneArguments(tombstones: readonly Tombstone[]): (string | number)[] {
  const values: (string | number)[] = [TOMBSTONE_MS];
  for (const { epoch, version, token } of tombstones) {
    values.push(...writeHead(epoch, version).split('.'), epoch, version, token);
  }
  return values;
}

export function toOutcomes(reply: unknown): readonly FillOutcome[] {
  return reply as FillOutcome[];
}

export function toPolled(reply: unknown): Polled {
  const [now, number, fields] = reply as [string, string, string[]];
  return { now: Number(now), number: Number(number), state: toFields(fields) };
}

export function toBeat(reply: unknown): Beat {
  const [mine, now, cursor, stepped] = reply as [string, string, string, string];
  return { isReader: mine === '1', now: Number(now), cursor: cursor || undefined, steppedBack: stepped === '1' };
}

export function toLeastAcknowledged(reply: unknown): number {
  return reply === '' ? Number.POSITIVE_INFINITY : Number(reply);
}

export function toInspected(reply: unknown): ({ text: string; leftMs: number } | undefined)[] {
  return (reply as [string, string][]).map(([text, left]) =>
    text === '' ? undefined : { text, leftMs: Number(left) },
  );
}

export function toMeasured(reply: unknown): (number | undefined)[] {
  return (reply as string[]).map((bytes) => (bytes === '' ? undefined : Number(bytes)));
}

export function toDescription(reply: unknown): StoreDescription {
  const [now, number, fields, reader, left, cursor, processes] = reply as [
    ...[string, string, string[], string, string, string],
    [string, string, string][],
  ];
  return {
    ...toPolled([now, number, fields]),
    reader: reader === '' ? undefined : { process: reader, leftMs: Number(left) },
    cursor: cursor || undefined,
    processes: processes.map(([process, seenAt, acknowledged]) => ({
      process,
      seenAt: Number(seenAt),
      acknowledged: acknowledged === '' ? undefined : Number(acknowledged),
    })),
  };
}

/** The id of a master's history: another one after a fail-over, and after a restart. */
export function toReplicationId(info: string): string {
  return /master_replid:(\w+)/.exec(info)?.[1] ?? '';
}

const KEEPS_TOMBSTONES = new Set(['noeviction', 'allkeys-lru', 'volatile-lru']);

/** A sentence where this server would throw tombstones away first. */
export function warnOfPolicy(info: string): string[] {
  const policy = /maxmemory_policy:([\w-]+)/.exec(info)?.[1];
  if (policy === undefined || KEEPS_TOMBSTONES.has(policy)) return [];
  return [
    `Redis's maxmemory-policy is ${policy}: under memory pressure it evicts what was just invalidated first. Set allkeys-lru, volatile-lru or noeviction.`,
  ];
}
