import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeFlagToken } from '../flags/support/flag-home.ts';
import { gauge, request, sum } from '../telemetry/support/otlp.ts';
import { type PortalUnderTest, startPortalUnderTest } from './support/portal-under-test.ts';

let portal: PortalUnderTest;

beforeAll(async () => {
  portal = await startPortalUnderTest();
  const token = await makeFlagToken(portal, 'qa');
  const at = Date.now() - 30_000;
  const attributes = { place: 'cta', method: 'ssot', source: 'l1', outcome: 'ok' };
  const metrics = [
    gauge('process_stopping', { asInt: 0, at }),
    sum('trial_eligibility_checks_total', { asInt: 120, at, attributes }),
  ];
  await fetch(`${portal.url}/api/v1/telemetry/v1/metrics`, {
    method: 'POST',
    headers: { authorization: token, 'content-type': 'application/json' },
    body: JSON.stringify(request('host:7:abc', metrics)),
  });
});
afterAll(() => portal.stop());

describe('overview', () => {
  it('says the numbers with their units, what they are made of, and each process', async () => {
    const { code, stdout, stderr } = await portal.run(['overview', '--environment', 'qa']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^qa, live: the 1 min until \S+Z\n/);
    expect(stdout).toMatch(/\nchecks +12 a second\n/);
    expect(stdout).toMatch(/\nanswered without the portal +not known\n/);
    expect(stdout).toMatch(/\ntier +l1 +12 a second\n/);
    expect(stdout).toMatch(/\nsaas +host:7:abc +c0ffee +heard +12 a second\n/);
  });

  it('says who is silent', async () => {
    await portal.database.query("UPDATE telemetry_processes SET last_seen_at = last_seen_at - interval '1 min'");
    const { stdout } = await portal.run(['overview', '--environment', 'qa', '--window', 'hour']);
    expect(stdout).toMatch(/\n1 process is silent, missing in the numbers: saas host:7:abc for 1 min/);
  });

  it('says what to do where nobody has reported, and which environments there are', async () => {
    const nobody = await portal.run(['overview', '--environment', 'production']);
    expect(nobody.stdout).toContain('No process has reported: a process that is given FLAGS_URL and FLAGS_TOKEN');
    const nowhere = await portal.run(['overview', '--environment', 'nowhere']);
    expect(nowhere).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('There is no environment nowhere; there are'),
    });
  });

  it('is printed again until somebody leaves', async () => {
    const watching = portal.run(['overview', '--environment', 'qa', '--watch', '--json'], {
      environment: {},
      onStdout: (_text, child) => child.kill('SIGINT'),
    });
    const { code, stdout, stderr } = await watching;
    expect({ code, stderr }).toEqual({ code: 130, stderr: expect.stringContaining('Left.') });
    expect(JSON.parse(stdout).overview.environment).toBe('qa');
  });
});
