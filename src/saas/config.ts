import { type FlagOverrides, flagOverrides } from '#flags/client/flag-overrides.ts';
import { readSettings } from '#kit/config/read-settings.ts';
import { oneOf, optional, port, secret, text, url } from '#kit/config/setting-kinds.ts';

export type SaasConfig = {
  /** 0 lets the system choose one. */
  readonly port: number;
  /** The address to listen on. */
  readonly host: string;
  readonly databaseUrl: string;
  /** Also the issuer of the portal's tokens. Without trailing slash. */
  readonly portalUrl: string;
  /** What the portal knows GitLab's client by. */
  readonly portalAdminEmail: string;
  readonly portalAdminToken: string;
  /** Where the cache of answers lives; without one, in the process alone. */
  readonly redisUrl: string | undefined;
  /** Stands before every key, so that several environments can share one Redis. */
  readonly redisKeyPrefix: string;
  /** Where people reach saas. Without trailing slash. */
  readonly saasUrl: string;
  /** The flag home. Without trailing slash. */
  readonly flagsUrl: string;
  /** Opens the flags of one environment; without one every flag is what was last known, else off. */
  readonly flagsToken: string | undefined;
  /** Flags that this process forces, by name. */
  readonly flagOverrides: FlagOverrides;
  /** Where the last known flags are kept. */
  readonly dataFolder: string;
  readonly environment: string;
  readonly commit: string;
  /** Errors that nobody foresaw go there too. */
  readonly sentryDsn: string | undefined;
  /** Where spans go by OTLP/HTTP. */
  readonly tracesUrl: string | undefined;
  readonly logLevel: string;
};

const WEB = ['http:', 'https:'];
const POSTGRES = ['postgres:', 'postgresql:'];
const REDIS = ['redis:', 'rediss:'];
const LOCAL_DATABASE = 'postgres://postgres:postgres@127.0.0.1:5432/trialgate_saas';
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const settingsOf = (production: boolean) => ({
  SAAS_PORT: port(3000),
  SAAS_HOST: text(production ? '0.0.0.0' : '127.0.0.1'),
  SAAS_DATABASE_URL: production ? url(POSTGRES) : url(POSTGRES, LOCAL_DATABASE),
  PORTAL_URL: url(WEB, 'http://127.0.0.1:4000'),
  PORTAL_ADMIN_EMAIL: text('gl_com_api@gitlab.com'),
  PORTAL_ADMIN_TOKEN: secret('customer_admin_token'),
  REDIS_URL: optional(url(REDIS)),
  REDIS_KEY_PREFIX: text(''),
  SAAS_URL: optional(url(WEB)),
  FLAGS_URL: optional(url(WEB)),
  FLAGS_TOKEN: optional(text()),
  FLAG_OVERRIDES: optional(flagOverrides()),
  TRIALGATE_DATA: text('.trialgate'),
  TRIALGATE_ENVIRONMENT: text('customers-development'),
  TRIALGATE_COMMIT: text('unknown'),
  SENTRY_DSN: optional(url(WEB)),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: optional(url(WEB)),
  LOG_LEVEL: oneOf(LOG_LEVELS, 'info'),
});

/**
 * Reads saas' settings. In production the database must be named, because the default is somebody's own machine, the
 * portal's credentials must not be the public ones, and saas listens on every address; elsewhere only on loopback.
 * @throws {ConfigurationInvalid} with one sentence per mistake.
 */
export function readSaasConfig(environment: NodeJS.ProcessEnv): SaasConfig {
  const settings = readSettings(settingsOf(environment.NODE_ENV === 'production'), environment);
  return {
    port: settings.SAAS_PORT,
    host: settings.SAAS_HOST,
    databaseUrl: settings.SAAS_DATABASE_URL,
    portalUrl: settings.PORTAL_URL,
    portalAdminEmail: settings.PORTAL_ADMIN_EMAIL,
    portalAdminToken: settings.PORTAL_ADMIN_TOKEN,
    redisUrl: settings.REDIS_URL,
    redisKeyPrefix: settings.REDIS_KEY_PREFIX,
    saasUrl: settings.SAAS_URL ?? `http://127.0.0.1:${settings.SAAS_PORT}`,
    flagsUrl: settings.FLAGS_URL ?? settings.PORTAL_URL,
    flagsToken: settings.FLAGS_TOKEN,
    flagOverrides: settings.FLAG_OVERRIDES ?? {},
    dataFolder: settings.TRIALGATE_DATA,
    environment: settings.TRIALGATE_ENVIRONMENT,
    commit: settings.TRIALGATE_COMMIT,
    sentryDsn: settings.SENTRY_DSN,
    tracesUrl: settings.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT,
    logLevel: settings.LOG_LEVEL,
  };
}
