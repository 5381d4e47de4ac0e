import { flagOverrides } from '#flags/client/flag-overrides.ts';
import { readSettings } from '#kit/config/read-settings.ts';
import { oneOf, optional, ownSecret, port, secret, text, url, wholeNumber } from '#kit/config/setting-kinds.ts';
import { channels } from '#rollouts/checklist/channels.ts';

const http = ['http:', 'https:'];
const postgres = ['postgres:', 'postgresql:'];

/** Everything that the portal reads from its environment; .env.example says the same for people. */
const settingsOf = (production: boolean) => ({
  PORTAL_PORT: port(4000),
  // In production others have to reach it; elsewhere nobody else shall.
  PORTAL_HOST: text(production ? '0.0.0.0' : '127.0.0.1'),
  PORTAL_DATABASE_URL: url(postgres),
  PORTAL_REPLICA_DATABASE_URL: optional(url(postgres)),
  PORTAL_URL: url(http, 'http://127.0.0.1:4000'),
  SAAS_URL: url(http, 'http://127.0.0.1:3000'),
  PORTAL_ADMIN_EMAIL: text('gl_com_api@gitlab.com'),
  PORTAL_ADMIN_TOKEN: secret('customer_admin_token'),
  PORTAL_APPLICANT_KEY: secret('applicant-key-for-development'),
  PORTAL_RATE_LIMIT: wholeNumber(2_000, 1),
  PORTAL_DATABASE_CONNECTIONS: wholeNumber(10, 2, 200),
  PORTAL_DRAIN_SECONDS: wholeNumber(0, 0, 300),
  LEADS_WEBHOOK_URL: optional(url(http)),
  ZUORA_URL: optional(url(http)),
  ZUORA_CLIENT_ID: optional(text()),
  ZUORA_CLIENT_SECRET: optional(text()),
  ZUORA_CALLOUT_USER: text('zuora'),
  // Without one nobody can call out: production without Zuora needs none.
  ZUORA_CALLOUT_PASSWORD: optional(ownSecret('zuora-callouts-for-development', production)),
  PROMETHEUS_URL: optional(url(http)),
  ROLLOUT_WEBHOOK_URL: optional(url(http)),
  ROLLOUT_CHANNELS: channels(),
  ROLLOUT_NOTES_URL: optional(url(http)),
  ROLLOUT_NOTES_TOKEN: optional(text()),
  ROLLOUT_REPOSITORY: optional(text()),
  SENTRY_DSN: optional(url(http)),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: optional(url(http)),
  TRIALGATE_ENVIRONMENT: text('customers-development'),
  TRIALGATE_COMMIT: text('unknown'),
  FLAG_OVERRIDES: optional(flagOverrides()),
  LOG_LEVEL: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'info'),
});

export type PortalConfig = ReturnType<typeof readPortalConfig>;

/** @throws {ConfigurationInvalid} with one sentence per mistake. */
export function readPortalConfig(environment: NodeJS.ProcessEnv) {
  return readSettings(settingsOf(environment.NODE_ENV === 'production'), environment);
}
