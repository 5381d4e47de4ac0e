import { exampleFlag } from '#flags/definitions/example-flag.ts';
import { FLAGS } from '#flags/definitions/flags.ts';
import { makeFlagToken } from '../../flags/support/flag-home.ts';
import { beginEarlier } from '../../rollouts/support/begin-earlier.ts';
import { planOf } from '../../rollouts/support/rollout-world.ts';
import { send, type TestPortal, until } from '../../support/test-portal.ts';
import { exposedPoints, gauge, histogram, request, sum } from '../../telemetry/support/otlp.ts';

const reason = 'asked for in ticket 42';
const STAGING = 'customers-staging';
const MINUTE = 60_000;
const GATES = `
  registrations: { kind: failures, metric: registrations_total, bad: { outcome: [failed] } }
  latency: { kind: latency, metric: registration_duration_seconds, slower_than: 1s }
  fallbacks: { kind: share, metric: fallbacks_total, of: registrations_total, at_most: 0.02 }
  breaker: { kind: gauge, metric: breaker_state, at_most: 1 }
  split: { kind: sample_ratio, metric: registrations_total }`;

/** A plan of a flag for which every kind of gate with a chart is asked. */
const planWithCharts = () =>
  planOf('', '[{to: "users:1", gates: []}, {to: "percent:50+users:1"}, {to: "on", approvals: {by: [admin]}}]')
    .replace('\n  failures: { kind: drift }', GATES)
    .replace('could_go_wrong: []', 'could_go_wrong: [Registrations fail.]');

const begin = (portal: TestPortal, flag: string, plan: string) =>
  portal.as('operator', 'POST', `/api/v1/rollouts/${flag}/start`, {
    plan: plan.replace('flag: example_flag', `flag: ${flag}`),
    reason,
  });

async function untilAt(portal: TestPortal, flag: string, state: string): Promise<void> {
  await until(async () => (await portal.as('viewer', 'GET', `/api/v1/rollouts/${flag}`)).body.rollout.state === state);
}

/** Whichever flags there are beside the example: they come and go. */
const [BACK = '', COMPLETED = ''] = FLAGS.map(({ name }) => name).filter((name) => name !== exampleFlag.name);
export const SHOWN = { midst: exampleFlag.name, back: BACK, completed: COMPLETED, none: 'no_such_flag' };

/** One rollout in its midst, with numbers; one that went back and owes its reason; one that is completed. */
export async function showRollouts(portal: TestPortal): Promise<void> {
  const everybody = planOf('', '[{to: "on", gates: []}]');
  await begin(portal, 'example_flag', planWithCharts());
  await begin(portal, SHOWN.back, everybody);
  await begin(portal, SHOWN.completed, everybody);
  const back = async () => {
    await untilAt(portal, SHOWN.back, 'on');
    await portal.as('operator', 'POST', `/api/v1/rollouts/${SHOWN.back}/rollback`, {});
  };
  await Promise.all([untilAt(portal, 'example_flag', 'percent:50+users:1'), back()]);
  await beginEarlier(portal.database, 'example_flag', 2 * MINUTE);
  await countPeople(portal);
  const asks = async () => (await portal.as('viewer', 'GET', '/api/v1/rollouts/example_flag')).body.rollout.approval;
  await until(async () => (await asks()).asked_at);
}

/** What a product would push of a minute. */
async function countPeople(portal: TestPortal): Promise<void> {
  const now = Date.now();
  const headers = { authorization: `Bearer ${await makeFlagToken(portal, STAGING)}` };
  for (const at of [now - 50_000, now - 30_000, now - 10_000]) {
    const { counted, took } = exposedPoints(at);
    const people = [counted('on', 'queued', 48), counted('on', 'failed', 1), counted('off', 'queued', 51)];
    const body = request('one', [
      sum('registrations_total', ...people),
      sum('fallbacks_total', counted('on', 'ok', 1)),
      gauge('breaker_state', { asInt: 0, at }),
      histogram('registration_duration_seconds', took('on', [80, 20, 0]), took('off', [90, 10, 0])),
    ]);
    await send(`${portal.url}/api/v1/telemetry/v1/metrics`, 'POST', { body, headers });
  }
}
