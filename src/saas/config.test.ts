import { describe, expect, it } from 'vitest';
import { FLAGS } from '#flags/definitions/flags.ts';
import { ConfigurationInvalid } from '#kit/config/read-settings.ts';
import { readSaasConfig } from './config.ts';

function mistakesOf(environment: NodeJS.ProcessEnv): readonly string[] {
  try {
    readSaasConfig(environment);
  } catch (error) {
    if (error instanceof ConfigurationInvalid) return error.sentences;
  }
  return [];
}

describe('readSaasConfig', () => {
  it('has a default for everything on one’s own machine', () => {
    expect(readSaasConfig({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      databaseUrl: 'postgres://postgres:postgres@127.0.0.1:5432/trialgate_saas',
      portalUrl: 'http://127.0.0.1:4000',
      portalAdminEmail: 'gl_com_api@gitlab.com',
      portalAdminToken: 'customer_admin_token',
      redisUrl: undefined,
      redisKeyPrefix: '',
      saasUrl: 'http://127.0.0.1:3000',
      flagsUrl: 'http://127.0.0.1:4000',
      flagsToken: undefined,
      flagOverrides: {},
      dataFolder: '.trialgate',
      environment: 'customers-development',
      commit: 'unknown',
      logLevel: 'info',
    });
  });

  it('takes what is set, URLs without their trailing slash', () => {
    expect(
      readSaasConfig({
        SAAS_PORT: '3001',
        SAAS_HOST: '::',
        SAAS_DATABASE_URL: 'postgresql://db/saas',
        PORTAL_URL: 'https://customers.example.com/',
        PORTAL_ADMIN_EMAIL: 'saas@example.com',
        PORTAL_ADMIN_TOKEN: 'secret',
        REDIS_URL: 'rediss://user:password@redis.example.com:6380/1',
        REDIS_KEY_PREFIX: 'staging:',
        SAAS_URL: 'https://example.com/',
        FLAGS_URL: 'https://flags.example.com/',
        FLAGS_TOKEN: 'tgf_secret',
        FLAG_OVERRIDES: 'example_flag=on',
        TRIALGATE_DATA: '/var/lib/trialgate',
        TRIALGATE_ENVIRONMENT: 'production',
        TRIALGATE_COMMIT: 'abc123',
        LOG_LEVEL: 'warn',
      }),
    ).toEqual({
      port: 3001,
      host: '::',
      databaseUrl: 'postgresql://db/saas',
      portalUrl: 'https://customers.example.com',
      portalAdminEmail: 'saas@example.com',
      portalAdminToken: 'secret',
      redisUrl: 'rediss://user:password@redis.example.com:6380/1',
      redisKeyPrefix: 'staging:',
      saasUrl: 'https://example.com',
      flagsUrl: 'https://flags.example.com',
      flagsToken: 'tgf_secret',
      flagOverrides: { example_flag: true },
      dataFolder: '/var/lib/trialgate',
      environment: 'production',
      commit: 'abc123',
      logLevel: 'warn',
    });
  });

  it('says every mistake in one sentence each', () => {
    expect(
      mistakesOf({
        SAAS_PORT: '99999',
        SAAS_DATABASE_URL: 'mysql://x',
        PORTAL_URL: 'ftp://x',
        REDIS_URL: 'localhost:6379',
        FLAG_OVERRIDES: 'use_sot=off',
        LOG_LEVEL: 'loud',
      }),
    ).toEqual([
      'SAAS_PORT must be a port number from 0 to 65535.',
      'SAAS_DATABASE_URL must be a URL that begins with postgres:// or postgresql://.',
      'PORTAL_URL must be a URL that begins with http:// or https://.',
      'REDIS_URL must be a URL that begins with redis:// or rediss://.',
      `FLAG_OVERRIDES must be a list such as <flag>=off,<flag>=on; there are ${FLAGS.map(({ name }) => name).join(', ')}.`,
      'LOG_LEVEL must be one of trace, debug, info, warn, error, fatal, silent.',
    ]);
  });

  it('has no default for the database and the secret in production, and listens on every address', () => {
    expect(mistakesOf({ NODE_ENV: 'production' })).toEqual([
      'SAAS_DATABASE_URL must be set: it must be a URL that begins with postgres:// or postgresql://.',
      'PORTAL_ADMIN_TOKEN must be set in production, because its default is public.',
    ]);
    const production = { NODE_ENV: 'production', SAAS_DATABASE_URL: 'postgres://db/saas' };
    expect(mistakesOf({ ...production, PORTAL_ADMIN_TOKEN: 'customer_admin_token' })).toEqual([
      'PORTAL_ADMIN_TOKEN must not keep its public default in production.',
    ]);
    expect(readSaasConfig({ ...production, PORTAL_ADMIN_TOKEN: 'secret' }).host).toBe('0.0.0.0');
  });
});
