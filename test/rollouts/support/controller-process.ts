import { createPool } from '#kit/postgres/pool.ts';
import { RolloutWorld } from './rollout-world.ts';

/** A controller that turns without a pause, until it is killed. */
const [connectionString = ''] = process.argv.slice(2);
const world = new RolloutWorld(createPool({ connectionString, applicationName: 'controller', onError: () => {} }));
const controller = world.controller();
world.at = Date.now();
process.send?.('up');
for (;;) {
  world.at += 2_000;
  await controller.turn();
}
