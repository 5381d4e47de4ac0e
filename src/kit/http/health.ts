import type { Telemetry } from '../telemetry/meter.ts';
import type { Server } from './create-server.ts';

/** Something a process may lean on. `required` ones decide readiness, the others are only reported. */
export type HealthCheck = {
  readonly name: string;
  readonly required: boolean;
  readonly check: () => Promise<void>;
};

export type HealthOptions = {
  readonly checks: readonly HealthCheck[];
  readonly telemetry: Telemetry;
  readonly version: { readonly commit: string; readonly environment: string };
  /** True once the process was told to stop: a balancer must send nothing more. */
  readonly isStopping: () => boolean;
};

const CHECK_DEADLINE = 1_000;

/** `/-/liveness`, `/-/readiness`, `/-/metrics` and `/-/version`. */
export function registerHealth(app: Server, options: HealthOptions): void {
  const startedAt = new Date().toISOString();
  const quiet = { config: { quiet: true } };
  app.get('/-/liveness', quiet, async () => ({ status: 'ok' }));
  app.get('/-/readiness', quiet, async (_request, reply) => {
    const checks = await Promise.all(options.checks.map(runCheck));
    const ready = !options.isStopping() && checks.every((check) => check.ok || !check.required);
    return reply.code(ready ? 200 : 503).send({
      status: ready ? 'ok' : options.isStopping() ? 'stopping' : 'failed',
      checks: Object.fromEntries(checks.map(({ name, ...result }) => [name, result])),
    });
  });
  app.get('/-/metrics', quiet, async (_request, reply) => {
    return reply.header('content-type', 'text/plain; version=0.0.4').send(await options.telemetry.render());
  });
  app.get('/-/version', quiet, async () => ({ ...options.version, started_at: startedAt }));
}

async function runCheck({ name, required, check }: HealthCheck) {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer within 1 s')), CHECK_DEADLINE);
  });
  try {
    await Promise.race([check(), late]);
    return { name, required, ok: true };
  } catch (error) {
    return { name, required, ok: false, error: error instanceof Error ? error.message : 'failed' };
  } finally {
    clearTimeout(timer);
  }
}
