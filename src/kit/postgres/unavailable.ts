const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EPIPE',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'EAI_AGAIN',
]);

// Classes 08 (connection), 53 (resources) and 57 (operator intervention, statement time-out) pass by themselves;
// so do serialisation failures and deadlocks (40), because the same request may be sent again.
const passingClasses = new Set(['08', '53', '57', '40']);

const driverSentences = [
  'timeout exceeded when trying to connect',
  'Connection terminated',
  'Query read timeout',
  'Client has encountered a connection error',
  'Client was closed',
];

/** True when the database could not answer for a reason that passes, so that the caller should try again. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, severity } = error as { code?: unknown; severity?: unknown };
  // Only an error that ends the connection, or keeps it from being made, is fatal: none of a caller's doing.
  if (severity === 'FATAL') return true;
  if (typeof code === 'string') {
    if (networkCodes.has(code)) return true;
    if (/^[0-9A-Z]{5}$/.test(code)) return passingClasses.has(code.slice(0, 2));
  }
  if (error instanceof AggregateError) return error.errors.some(isDatabaseUnavailable);
  return driverSentences.some((sentence) => error.message.includes(sentence));
}
