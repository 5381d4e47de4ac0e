import { ConfigurationInvalid } from '#kit/config/read-settings.ts';
import { Fault } from '#kit/errors/fault.ts';
import { isDatabaseUnavailable } from '#kit/postgres/unavailable.ts';

// A table or a function that is not there.
const NOT_MIGRATED = ['42P01', '42883'];
// A wrong name or password, and a database that is not there.
const NOT_LET_IN = /^(28|3D)/;

/** Runs work that reaches the portal's database itself, with a sentence for what can be wrong with one. */
export async function withDatabase<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw explain(error);
  }
}

function explain(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof ConfigurationInvalid || error instanceof Fault) return error;
  const { code } = error as NodeJS.ErrnoException;
  // By its code and not by its class, because that would load PostgreSQL's driver into every command.
  if (code === 'database_not_migrated') return new Fault(code, error.message, { cause: error });
  if (code === 'EADDRINUSE') return new Fault('port_taken', 'PORTAL_PORT is taken: another process listens there.');
  if (NOT_MIGRATED.includes(code ?? '')) {
    return new Fault('database_not_migrated', 'The database lacks tables: run "trialgate db migrate".', {
      cause: error,
    });
  }
  if (NOT_LET_IN.test(code ?? '')) {
    return new Fault('database_unavailable', `PORTAL_DATABASE_URL cannot be used: ${error.message}.`, { cause: error });
  }
  if (isDatabaseUnavailable(error)) {
    return new Fault('database_unavailable', `PORTAL_DATABASE_URL cannot be reached (${code ?? error.message}).`, {
      cause: error,
    });
  }
  return error;
}
