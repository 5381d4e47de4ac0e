import { expect, test } from 'vitest';
import { until } from '../support/test-portal.ts';
import { WithAndWithoutPortal } from './support/with-and-without-portal.ts';

test('without a portal the flag is as it was last known, also to a process that is new', {
  timeout: 60_000,
}, async () => {
  await using world = await WithAndWithoutPortal.create();
  const one = await world.startSaas();
  await until(async () => (await world.register(one)).check.method === 'ssot');
  await world.portal.stop('SIGTERM');
  await one.stop('SIGTERM');
  await one.start();
  for (const saas of [one, await world.startSaas()]) expect((await world.register(saas)).check.method).toBe('ssot');
});
