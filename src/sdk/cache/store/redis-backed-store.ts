import type { Beat, StoreDescription } from './eligibility-store.ts';
import type { RedisShared } from './redis-shared.ts';

/** What one server and a cluster do alike: all of it lies on one server. */
export abstract class RedisBackedStore {
  protected readonly shared: RedisShared;

  constructor(shared: RedisShared) {
    this.shared = shared;
  }

  publish(message: string): Promise<number> {
    return this.shared.publish(message);
  }

  readLeastAcknowledged(): Promise<number> {
    return this.shared.readLeastAcknowledged();
  }

  beat(process: string): Promise<Beat> {
    return this.shared.beat(process);
  }

  resign(process: string): Promise<void> {
    return this.shared.resign(process);
  }

  writeState(fields: Readonly<Record<string, string>>): Promise<void> {
    return this.shared.writeState(fields);
  }

  writeCursor(cursor: string, expected: string | undefined): Promise<boolean> {
    return this.shared.writeCursor(cursor, expected);
  }

  describe(): Promise<StoreDescription> {
    return this.shared.describe();
  }
}
