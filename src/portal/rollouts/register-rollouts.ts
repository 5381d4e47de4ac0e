import type { Server } from '#kit/http/create-server.ts';
import type { RouteDependencies } from '../register-routes.ts';
import type { Describing } from './describe-rollout.ts';
import { registerGateSeriesRoute } from './gate-series-route.ts';
import { registerInterlockRoutes } from './interlock-routes.ts';
import { registerRolloutActionRoutes } from './rollout-action-routes.ts';
import { RolloutPeople } from './rollout-people.ts';
import { registerRolloutRoutes, registerRolloutStream } from './rollout-routes.ts';
import { registerRolloutStartRoute } from './rollout-start-route.ts';

type Dependencies = Pick<RouteDependencies, 'config' | 'database' | 'rollouts' | 'stopping'>;

/** Every route of rollouts: looking, following, and what people do. */
export function registerRollouts(app: Server, { config, database, rollouts, stopping }: Dependencies): void {
  const people = new RolloutPeople(database, rollouts.countPeople);
  const hasChannel = [config.ROLLOUT_WEBHOOK_URL, config.ROLLOUT_NOTES_URL].some((url) => url !== undefined);
  const channels = [...(hasChannel ? [null] : []), ...config.ROLLOUT_CHANNELS.keys()];
  const describing: Describing = { database, people, channels };
  registerRolloutRoutes(app, describing);
  registerGateSeriesRoute(app, database);
  const forget = registerRolloutStream(app, describing, stopping);
  const onChanged = () => {
    forget();
    rollouts.wake();
  };
  registerRolloutStartRoute(app, database, onChanged);
  registerRolloutActionRoutes(app, database, onChanged);
  registerInterlockRoutes(app, database);
}
