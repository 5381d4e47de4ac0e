import { EventEmitter } from 'node:events';
import { UnleashEvents } from 'unleash-client';
import type { Feature, Segment } from './feature.ts';
import type { FlagBoard } from './flag-board.ts';

/** What unleash-client evaluates from where the flags lie in the same process: nothing is fetched, nothing is copied. */
export class BoardRepository extends EventEmitter {
  readonly #board: FlagBoard;
  readonly #environment: string;
  #end = () => {};

  constructor(board: FlagBoard, environment: string) {
    super();
    this.#board = board;
    this.#environment = environment;
  }

  async start(): Promise<void> {
    this.#end = this.#board.onMove(() => this.emit(UnleashEvents.Changed, this.getToggles()));
    this.emit(UnleashEvents.Ready);
  }

  getToggle(name: string): Feature | undefined {
    return this.#board.find(this.#environment)?.features.get(name);
  }

  getToggles(): Feature[] {
    return [...(this.#board.find(this.#environment)?.features.values() ?? [])];
  }

  /** Nothing of ours shows flags with their segments; clients ask the interface for it. */
  getTogglesWithSegmentData(): never[] {
    return [];
  }

  getSegment(id: number): Segment | undefined {
    return this.#board.find(this.#environment)?.segments.get(id);
  }

  stop(): void {
    this.#end();
    this.removeAllListeners();
  }
}
