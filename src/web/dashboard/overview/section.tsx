import { Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { LinkButton } from '../../design/link-button.tsx';

type SectionProps = {
  /** How addresses name it. */
  readonly id: string;
  readonly title: string;
  readonly why: string;
  /** The page that goes further. */
  readonly further?: { readonly label: string; readonly href: string } | undefined;
  readonly children: ReactNode;
};

/** What explains a number, where its link leads; it takes the focus, so that the keyboard goes on from there. */
export function Section({ id, title, why, further, children }: SectionProps) {
  return (
    <Paper withBorder p="lg" component="section" id={id} tabIndex={-1} aria-label={title} className="overview-section">
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <Title order={2}>{title}</Title>
          {further && (
            <LinkButton href={further.href} size="xs" variant="default">
              {further.label}
            </LinkButton>
          )}
        </Group>
        <Text size="sm" c="dimmed">
          {why}
        </Text>
        {children}
      </Stack>
    </Paper>
  );
}
