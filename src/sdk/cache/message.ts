import type { Tombstone } from './store/eligibility-store.ts';

/** What goes through the channel: changes of namespaces, and what makes every older answer soft. */
export type Message = {
  readonly tombstones: readonly Tombstone[];
  /** Epoch and rule set that somebody has seen; 0 and 0 if nothing of that kind. */
  readonly epoch: number;
  readonly ruleSet: number;
};

type Wire = { readonly c: readonly [number, number, number, string][]; readonly e: number; readonly r: number };

export function writeMessage(message: Partial<Message>): string {
  const wire: Wire = {
    c: (message.tombstones ?? []).map((one) => [one.id, one.epoch, one.version, one.token]),
    e: message.epoch ?? 0,
    r: message.ruleSet ?? 0,
  };
  return JSON.stringify(wire);
}

/** @returns undefined for what is no message of ours: then something was missed. */
export function readMessage(text: string): Message | undefined {
  let wire: Wire;
  try {
    wire = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(wire?.c) || typeof wire.e !== 'number' || typeof wire.r !== 'number') return undefined;
  return {
    tombstones: wire.c.map(([id, epoch, version, token]) => ({ id, epoch, version, token })),
    epoch: wire.e,
    ruleSet: wire.r,
  };
}
