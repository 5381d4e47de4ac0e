import { Avatar, Box, Paper, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { GroupOnWire } from '#saas/contract/product-api.ts';
import { PlanBadge } from './plan-badge.tsx';

/** Each row is one link to its group. */
export function GroupList({ groups }: { readonly groups: readonly GroupOnWire[] }) {
  return (
    <Paper withBorder component="nav" aria-label="Your groups">
      {groups.map((group) => (
        <Link key={group.id} href={`/groups/${group.id}`} className="group-row">
          <Avatar name={group.name} color="violet" radius="md" aria-hidden="true" />
          <Box flex={1} miw={0}>
            <Text fw={600} truncate>
              {group.name}
            </Text>
            <Text size="sm" c="dimmed" truncate>
              {group.path}
            </Text>
          </Box>
          <PlanBadge group={group} />
        </Link>
      ))}
    </Paper>
  );
}
