import { applyEvent, replayEvents } from '#domain/rollouts/apply-event.ts';
import type { RolloutEvent } from '#domain/rollouts/rollout-event.ts';
import { isOver, type RolloutState } from '#domain/rollouts/rollout-state.ts';
import type { Queryable } from '#kit/postgres/pool.ts';
import { announce } from '../checklist/announce.ts';
import { insertRolloutEvent, listRolloutEvents } from './event-store.ts';
import { findRolloutLocked, type KeptRollout, updateRolloutFinished } from './rollout-store.ts';

/** A rollout that is changed in one transaction: locked, read anew, and every event written behind the last. */
export class OpenRollout {
  readonly kept: KeptRollout;
  readonly connection: Queryable;
  #state: RolloutState;
  #places: number;

  constructor(connection: Queryable, kept: KeptRollout, events: readonly RolloutEvent[]) {
    this.connection = connection;
    this.kept = kept;
    this.#state = replayEvents(events);
    this.#places = events.length;
  }

  get state(): RolloutState {
    return this.#state;
  }

  /** How many events there are. */
  get places(): number {
    return this.#places;
  }

  /** Writes what has happened, and to whom it has to be told, with everything else of the transaction or not at all. */
  async add(event: RolloutEvent): Promise<void> {
    await insertRolloutEvent(this.connection, this.kept.id, this.#places, event);
    this.#places += 1;
    this.#state = applyEvent(this.#state, event);
    await announce(this.connection, this.kept, event, this.#state);
    if (isOver(this.#state)) await updateRolloutFinished(this.connection, this.kept.id);
  }
}

/** @returns undefined when there is none of that id. */
export async function openRollout(connection: Queryable, id: number): Promise<OpenRollout | undefined> {
  const kept = await findRolloutLocked(connection, id);
  return kept && new OpenRollout(connection, kept, await listRolloutEvents(connection, id));
}
