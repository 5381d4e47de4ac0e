import { type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/**
 * JSON logs on standard output. Headers are never logged whole, and what could carry a secret or an address of a person
 * is cut out by name, because one careless log line is enough.
 */
export function createLogger(service: string, level: string): Logger {
  return pino({
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: [
        '*.email',
        '*.work_email',
        '*.token',
        '*.password',
        '*.authorization',
        '*.cookie',
        'headers',
        '*.headers',
      ],
      censor: '[redacted]',
    },
    serializers: {
      // A cause can quote a connection string or a row; its code and message say enough.
      err: (error: Error & { code?: string }) => ({
        name: error.name,
        code: error.code,
        message: error.message,
        stack: error.stack,
      }),
    },
  });
}
