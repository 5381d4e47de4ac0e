import { hash } from 'node:crypto';
import { request } from 'undici';
import { flagStatesHere } from './flag-states.ts';
import type { Logger } from './logger.ts';

/** An error that nobody foresaw. Without its message, which may hold what is nobody's business. */
export type ErrorReport = {
  readonly service: string;
  readonly environment: string;
  readonly commit: string;
  readonly fingerprint: string;
  /** Name, code, and where. */
  readonly title: string;
  readonly requestId: string | null;
  /** What the flags said that were read for this request. */
  readonly flags: Readonly<Record<string, boolean>>;
  readonly at: number;
};

export type ErrorSink = (report: ErrorReport) => Promise<void>;

export type ErrorReporter = {
  /** With what flags have said in the request or the job that failed. Never throws and never waits. */
  readonly report: (error: unknown, requestId: string | null) => void;
  /** Waits for what is under way. */
  readonly stop: () => Promise<void>;
};

const MOST_UNDER_WAY = 20;
const DEADLINE = 3_000;
const FRAMES = 5;

type Options = {
  readonly service: string;
  readonly environment: string;
  readonly commit: string;
  readonly logger: Logger;
  readonly sinks: readonly ErrorSink[];
};

/** Tells every sink of errors. More than a few at once are dropped: the first of them tell what is wrong. */
export function createErrorReporter({ logger, sinks, ...own }: Options): ErrorReporter {
  const underWay = new Set<Promise<void>>();
  return {
    report: (error, requestId) => {
      if (underWay.size >= MOST_UNDER_WAY) return;
      const report = { ...own, ...identifyError(error), requestId, flags: flagStatesHere(), at: Date.now() };
      for (const sink of sinks) {
        const telling = sink(report)
          .catch((failure) => logger.debug({ err: failure }, 'error not reported'))
          .finally(() => underWay.delete(telling));
        underWay.add(telling);
      }
    },
    stop: async () => void (await Promise.all(underWay)),
  };
}

/**
 * What makes two errors the same: name, code and the functions they came through, without lines, which move with every
 * commit, and without words, which hold ids.
 */
export function identifyError(error: unknown): { readonly fingerprint: string; readonly title: string } {
  const { name = 'Error', code, stack } = (error ?? {}) as Error & { code?: unknown };
  const frames = [...String(stack ?? '').matchAll(/^\s+at (?:async )?(.+?)(?: \((.+?)\)|$)/gm)]
    .map(([, where = '', file = '']) => `${where.replace(/:\d+:\d+$/, '')} ${shorten(file)}`)
    .filter((frame) => !frame.includes('node:'))
    .slice(0, FRAMES);
  const kind = code === undefined ? name : `${name} ${String(code)}`;
  const title = `${kind} in ${(frames[0] ?? 'an unknown place').trim()}`.slice(0, 300);
  return { fingerprint: hash('sha256', JSON.stringify([kind, frames]), 'hex').slice(0, 32), title };
}

/** Paths from the room on: where a process is installed is no part of what went wrong. */
function shorten(file: string): string {
  return file
    .replace(/^file:\/\//, '')
    .replace(/:\d+:\d+$/, '')
    .replace(/^.*\/(src|dist|node_modules)\//, '');
}

/** Tells the flag home, by the token of the environment. */
export function reportToHome(url: string, token: string): ErrorSink {
  return async ({ environment: _, ...report }) => {
    const { requestId, ...rest } = report;
    const reply = await request(`${url}/api/v1/telemetry/errors`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ ...rest, request_id: requestId }),
      signal: AbortSignal.timeout(DEADLINE),
    });
    await reply.body.dump();
    if (reply.statusCode >= 300) throw new Error(`the flag home answered ${reply.statusCode}`);
  };
}

/** Tells Sentry, or whatever speaks as it does: one envelope with one event. https://develop.sentry.dev/sdk/envelopes/ */
export function reportToSentry(dsn: string): ErrorSink {
  const { protocol, username, host, pathname } = new URL(dsn);
  const project = pathname.split('/').at(-1) ?? '';
  const prefix = pathname.slice(0, pathname.length - project.length - 1);
  const url = `${protocol}//${host}${prefix}/api/${project}/envelope/`;
  return async ({ title, fingerprint, environment, commit, service, requestId, flags, at }) => {
    const id = hash('sha256', `${fingerprint} ${requestId} ${at}`, 'hex').slice(0, 32);
    const event = {
      event_id: id,
      timestamp: at / 1_000,
      platform: 'node',
      level: 'error',
      environment,
      release: commit,
      server_name: service,
      fingerprint: [fingerprint],
      message: { formatted: title },
      tags: { service, request_id: requestId ?? '' },
      contexts: { flags: { values: Object.entries(flags).map(([flag, result]) => ({ flag, result })) } },
    };
    const lines = [{ event_id: id, sent_at: new Date(at).toISOString() }, { type: 'event' }, event];
    const reply = await request(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-sentry-envelope',
        'x-sentry-auth': `Sentry sentry_version=7, sentry_client=trialgate/1, sentry_key=${username}`,
      },
      body: `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`,
      signal: AbortSignal.timeout(DEADLINE),
    });
    await reply.body.dump();
    if (reply.statusCode >= 300) throw new Error(`Sentry answered ${reply.statusCode}`);
  };
}
