import type { Pool } from '#kit/postgres/pool.ts';
import { type Reading, type ReportingProcess, STOPPING_METRIC } from './reading.ts';
import { SeriesStore } from './series-store.ts';
import { updateTelemetryProcess } from './telemetry-process-store.ts';
import { insertWindows, type Point } from './window-store.ts';

const WINDOW = 10_000;

/** Takes in what processes tell, whichever way it came: over HTTP, or from the flag home's own meter. */
export class TelemetryKeeper {
  readonly #database: Pool;
  readonly #series: SeriesStore;

  constructor(database: Pool) {
    this.#database = database;
    this.#series = new SeriesStore(database);
  }

  /** Keeps what one process has told; the same once more changes nothing but when it was last heard. */
  async keep(process: ReportingProcess, readings: readonly Reading[]): Promise<void> {
    const isStopping = readings.some(({ metric, value }) => metric === STOPPING_METRIC && value === 1);
    const [processId, seriesIds] = await Promise.all([
      updateTelemetryProcess(this.#database, process, isStopping),
      this.#series.getIds(readings),
    ]);
    const points = readings.map((reading, place) => ({ seriesId: seriesIds[place] as number, reading }));
    for (const round of inRounds(points)) await insertWindows(this.#database, processId, round);
  }
}

/** A statement can touch a window once: what a batch brings twice for one goes into the next round. */
function inRounds(points: readonly Point[]): Point[][] {
  const rounds: Point[][] = [];
  const seen = new Map<string, number>();
  for (const point of points) {
    const window = `${point.seriesId} ${Math.floor(point.reading.endsAt / WINDOW)}`;
    const round = seen.get(window) ?? 0;
    seen.set(window, round + 1);
    rounds[round] ??= [];
    rounds[round].push(point);
  }
  return rounds;
}
