import { ConfigurationInvalid } from '#kit/config/read-settings.ts';
import { stopGracefully } from '#kit/http/stop-gracefully.ts';
import { DatabaseNotMigrated } from '#kit/postgres/migrate.ts';
import { isDatabaseUnavailable } from '#kit/postgres/unavailable.ts';
import { openTraces } from '#kit/telemetry/open-traces.ts';
import { buildSaas, type Saas } from './build-saas.ts';
import { readSaasConfig } from './config.ts';

/**
 * Starts saas from environment variables and returns it running, at `url`.
 * @throws {ConfigurationInvalid} with one sentence per mistake.
 * @throws {DatabaseNotMigrated} when the database lacks a migration. Nothing is left open then.
 */
export async function startSaas(environment: NodeJS.ProcessEnv): Promise<Saas & { readonly url: string }> {
  const config = readSaasConfig(environment);
  const { commit: version, environment: name, tracesUrl } = config;
  const traces = await openTraces({ service: 'saas', version, environment: name, url: tracesUrl });
  const saas = buildSaas(config, { traces });
  try {
    const url = await saas.start();
    saas.logger.info({ url, environment: config.environment, commit: config.commit }, 'saas is running');
    return { ...saas, url };
  } catch (error) {
    await saas.stop();
    throw error;
  }
}

/** What a person at the terminal reads when saas does not start; a sentence per mistake. */
function sentencesOf(error: unknown): readonly string[] {
  if (error instanceof ConfigurationInvalid) return error.sentences;
  if (error instanceof DatabaseNotMigrated) return [error.message];
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return ['SAAS_PORT is taken: another process listens on it.'];
  if (isDatabaseUnavailable(error)) return [`SAAS_DATABASE_URL cannot be reached (${code ?? message}).`];
  return [`saas did not start: ${message}`];
}

if (import.meta.main) {
  try {
    const saas = await startSaas(process.env);
    stopGracefully(saas, saas.logger);
  } catch (error) {
    for (const sentence of sentencesOf(error)) console.error(sentence);
    process.exitCode = 1;
  }
}
