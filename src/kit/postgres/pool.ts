import pg from 'pg';

export type Pool = pg.Pool;
export type Connection = pg.PoolClient;
/** A pool or one of its connections: whatever can run one statement. */
export type Queryable = Pick<pg.Pool, 'query'>;

const DATE = 1082;
const INT8 = 20;
const TIMESTAMP_WITH_TIME_ZONE = 1184;

/**
 * Dates stay `YYYY-MM-DD` because pg would make them midnight in the process's own time zone; bigint becomes a number
 * because every id and version of ours is at most 2^53−1; times become ISO text through one Date.
 */
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === DATE) return (value: string) => value;
    if (oid === INT8) return Number;
    if (oid === TIMESTAMP_WITH_TIME_ZONE) return (value: string) => new Date(value);
    return pg.types.getTypeParser(oid, format as 'text');
  },
} as pg.CustomTypesConfig;

export type PoolOptions = {
  readonly connectionString: string;
  readonly applicationName: string;
  /** Connections at most. */
  readonly max?: number;
  /** How long a caller may wait for a free connection, in milliseconds. */
  readonly acquireTimeout?: number;
  /** How long one statement may run, in milliseconds. */
  readonly statementTimeout?: number;
  /** Runs on each new connection before anything else may use it. */
  readonly onConnect?: (client: pg.ClientBase) => Promise<void>;
  /** Told of errors on idle connections, which belong to no caller. */
  readonly onError: (error: Error) => void;
};

/** A pool that pipelines: statements sent without waiting travel in one trip. */
export function createPool(options: PoolOptions): Pool {
  const pool = new pg.Pool({
    connectionString: options.connectionString,
    application_name: options.applicationName,
    max: options.max ?? 10,
    connectionTimeoutMillis: options.acquireTimeout ?? 2_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: options.statementTimeout ?? 5_000,
    options: '-c timezone=UTC',
    types,
    pipeline: true,
    ...(options.onConnect ? { onConnect: options.onConnect } : {}),
  } as pg.PoolConfig);
  pool.on('error', options.onError);
  return pool;
}
