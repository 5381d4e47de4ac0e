import { Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

export type EmptyStateProps = {
  readonly icon: IconName;
  readonly title: string;
  readonly children?: ReactNode;
  /** What to do next: buttons or links. */
  readonly next?: ReactNode;
};

/** Stands where there is nothing to show yet, and says what to do about it. */
export function EmptyState({ icon, title, children, next }: EmptyStateProps) {
  return (
    <Paper withBorder p="xl" ta="center">
      <Stack align="center" gap="sm" py="md">
        <Text c="dimmed" component="span">
          <Icon name={icon} size={40} />
        </Text>
        <Title order={2}>{title}</Title>
        <Text c="dimmed" maw={460}>
          {children}
        </Text>
        {next}
      </Stack>
    </Paper>
  );
}
