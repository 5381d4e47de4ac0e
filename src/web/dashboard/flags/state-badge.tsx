import { Badge } from '@mantine/core';
import { readChoice, sayState } from './flag-state.ts';

const COLORS = { on: 'teal', off: 'gray', some: 'yellow' } as const;

export function StateBadge({ state }: { readonly state: string }) {
  return (
    <Badge variant="light" color={COLORS[readChoice(state).kind]} className="readable-badge" tt="none">
      {sayState(state)}
    </Badge>
  );
}
