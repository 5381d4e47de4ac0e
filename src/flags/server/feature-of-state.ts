import type { Feature } from './feature.ts';
import type { FlagState } from './flag-state.ts';

/**
 * A state in the means of any Unleash client. The bucket of a user hangs on the group, which is always the flag's name, so
 * that another percentage only adds users or takes the last ones away.
 */
export function featureOfState(name: string, state: FlagState): Feature {
  const users = 'users' in state ? state.users : [];
  const strategies = [
    ...(users.length > 0 ? [forUsers(users)] : []),
    ...(state.kind === 'percent' ? [forPercent(name, state.percent)] : []),
    ...(state.kind === 'on' ? [{ name: 'default', parameters: {}, constraints: [] }] : []),
  ];
  // Without a strategy an enabled flag is on for everybody.
  const enabled = strategies.length > 0;
  return { name, type: 'release', project: 'default', enabled, strategies, variants: [] } as unknown as Feature;
}

function forUsers(users: readonly string[]) {
  const constraint = { contextName: 'userId', operator: 'IN', values: users, inverted: false, caseInsensitive: false };
  return { name: 'default', parameters: {}, constraints: [constraint] };
}

function forPercent(groupId: string, percent: number) {
  const parameters = { rollout: String(percent), stickiness: 'userId', groupId };
  return { name: 'flexibleRollout', parameters, constraints: [] };
}
