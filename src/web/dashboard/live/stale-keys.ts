import type { LiveMarks } from '#portal/contract/live-on-wire.ts';

/** What shows what people have done. */
const OF_THE_LOG = [
  ...['audit', 'flags', 'rules', 'people', 'comparisons', 'billing'],
  ...['provisionings', 'rollouts', 'rollout_interlocks'],
];

/** Which queries may show something older, by how far the portal was and is. */
export function staleKeys(before: LiveMarks | undefined, now: LiveMarks): readonly (readonly unknown[])[] {
  if (!before) return [];
  const keys: unknown[][] = [];
  if (now.audit !== before.audit) keys.push(...OF_THE_LOG.map((key) => [key]));
  const isNew = now.epoch !== before.epoch || now.rule_set !== before.rule_set || now.namespaces === 'many';
  if (isNew) keys.push(['namespace']);
  else for (const id of now.namespaces) keys.push(['namespace', String(id)]);
  return keys;
}
