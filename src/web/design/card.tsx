import { Group, Paper, Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

type CardProps = { readonly title: string; readonly icon?: IconName; readonly children: ReactNode };

/** A part of a page with a heading of its own. */
export function Card({ title, icon, children }: CardProps) {
  return (
    <Paper withBorder p="lg" component="section" aria-label={title}>
      <Stack gap="sm" align="flex-start">
        <Group gap="xs" wrap="nowrap">
          {icon && <Icon name={icon} />}
          <Title order={2}>{title}</Title>
        </Group>
        {children}
      </Stack>
    </Paper>
  );
}
