import type { FastifyRequest } from 'fastify';
import { BadRequest } from '#kit/errors/bad-request.ts';
import { readFlagOverrides } from '../client/flag-overrides.ts';
import type { FlagBoard } from './flag-board.ts';
import type { FlagProcess } from './flag-process-store.ts';

const LONGEST_NAME = 200;

/** What was shown; Unleash's clients send it without a scheme. */
export function secretOf(request: FastifyRequest): string {
  return (request.headers.authorization ?? '').replace(/^bearer /i, '');
}

/**
 * The environment that a client's token opens.
 * @throws {BadRequest} 401 for a token that opens nothing, 403 for a person's.
 */
export function environmentOf(request: FastifyRequest, board: FlagBoard): string {
  const secret = secretOf(request);
  const environment = board.findEnvironment(secret);
  if (environment !== undefined) return environment;
  if (secret.startsWith('tg_')) {
    throw new BadRequest('A personal token opens no flags here; processes show the token of an environment.', {
      status: 403,
      code: 'forbidden',
    });
  }
  throw new BadRequest(
    'Send the token of an environment as "Authorization: tgf_…"; "trialgate flags token" makes one.',
    {
      status: 401,
      code: 'unauthenticated',
    },
  );
}

/** Who asks, by the headers that Unleash's clients send with every request. */
export function processOf(request: FastifyRequest, environment: string): FlagProcess {
  const { headers } = request;
  const read = (name: string) => String(headers[name] ?? 'unknown').slice(0, LONGEST_NAME);
  return {
    environment,
    appName: read('unleash-appname'),
    instanceId: read('unleash-instanceid'),
    client: read('unleash-sdk'),
    forced: readForced(headers['trialgate-flag-overrides']),
  };
}

/** Another version may know other flags; what cannot be read forces nothing that we could show. */
function readForced(header: unknown): Readonly<Record<string, boolean>> {
  try {
    return typeof header === 'string' ? readFlagOverrides(header) : {};
  } catch {
    return {};
  }
}
