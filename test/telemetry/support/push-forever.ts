import { createLogger } from '#kit/telemetry/logger.ts';
import { createTelemetry } from '#kit/telemetry/meter.ts';
import { pushToHome } from '#kit/telemetry/push-to-home.ts';
import { Telemetry } from '#sdk/telemetry/telemetry.ts';

/** A process that does nothing but count a check each 10 ms, until it is told to stop or killed. */
const [url = '', token = ''] = process.argv.slice(2);
const { meter, push, stop } = createTelemetry({
  service: 'saas',
  version: 'c0ffee',
  environment: 'whatever',
  logger: createLogger('test', 'silent'),
  push: () => pushToHome(url, token),
});
const telemetry = new Telemetry(meter);
telemetry.observe('trial_eligibility_breaker_state', 'as in the SDK', () => 0, { of: 'portal' });
let counted = 0;
const timer = setInterval(() => {
  counted += 1;
  telemetry.count('trial_eligibility_checks_total', 1, { place: 'list', method: 'ssot', source: 'l1', outcome: 'ok' });
  telemetry.count('trial_eligibility_cache_hits_total', 3, { tier: 'l1' });
  telemetry.count('trial_eligibility_cache_misses_total', 1);
  telemetry.record('trial_eligibility_check_duration_seconds', 0.002, { place: 'list', method: 'ssot' });
}, 10);
process.on('message', async (order) => {
  if (order !== 'push') clearInterval(timer);
  if (order === 'stop') await stop();
  else await push();
  process.send?.(counted);
  if (order === 'stop') process.disconnect();
});
process.send?.('up');
