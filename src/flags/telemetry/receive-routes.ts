import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { BadRequest } from '#kit/errors/bad-request.ts';
import type { Server } from '#kit/http/create-server.ts';
import { environmentOf } from '../server/client-request.ts';
import type { FlagBoard } from '../server/flag-board.ts';
import { readOtlpMetrics } from './read-otlp-metrics.ts';
import type { TelemetryKeeper } from './telemetry-keeper.ts';

/** What OpenTelemetry's exporters are given as their endpoint, to which they add `/v1/metrics`. */
export const TELEMETRY_PATH = '/api/v1/telemetry';

const MOST_SENT = 1_048_576;
const MOST_UNPACKED = 8_388_608;

const unpack = promisify(gunzip);

/** Receives what processes push: OTLP over HTTP in JSON, by the token with which they read flags. */
export function registerTelemetryReceiver(app: Server, board: FlagBoard, keeper: TelemetryKeeper): void {
  // In a scope of its own, because elsewhere a fraction in a body is no number.
  app.register(async (scope) => {
    registerParser(scope as unknown as FastifyInstance);
    const onRequest = async (request: FastifyRequest) => void environmentOf(request, board);
    const config = { access: 'anyone', quiet: true } as const;
    const schema = {
      tags: ['Telemetry'],
      summary: 'A process pushes its numbers: OTLP/HTTP in JSON, delta temporality, gzip if it likes',
      description:
        'By the token of an environment, which is the environment that the numbers belong to. What was pushed before adds nothing; points that cannot be kept are told as partialSuccess.',
    };
    scope.post(`${TELEMETRY_PATH}/v1/metrics`, { config, onRequest, schema, bodyLimit: MOST_SENT }, async (request) => {
      const environment = environmentOf(request, board);
      const { told, rejected, because } = readOtlpMetrics(request.body, Date.now());
      for (const { process, readings } of told) await keeper.keep({ ...process, environment }, readings);
      return rejected === 0 ? {} : { partialSuccess: { rejectedDataPoints: String(rejected), errorMessage: because } };
    });
  });
}

function registerParser(scope: FastifyInstance): void {
  scope.removeContentTypeParser('application/json');
  scope.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) => {
      const text = (await unpacked(request.headers['content-encoding'] ?? 'identity', body)).toString('utf8');
      try {
        return JSON.parse(text);
      } catch {
        throw new BadRequest('The body is not JSON.', { status: 400, code: 'malformed_request' });
      }
    },
  );
}

async function unpacked(encoding: string, body: Buffer): Promise<Buffer> {
  if (encoding === 'identity') return body;
  if (encoding !== 'gzip') {
    throw new BadRequest('Content-Encoding must be gzip, or none.', { status: 415, code: 'unsupported_media_type' });
  }
  try {
    return await unpack(body, { maxOutputLength: MOST_UNPACKED });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE') {
      throw new BadRequest('The body is not gzip.', { status: 400, code: 'malformed_request' });
    }
    throw new BadRequest(`The body is larger than ${MOST_UNPACKED} bytes when unpacked.`, {
      status: 413,
      code: 'body_too_large',
    });
  }
}
