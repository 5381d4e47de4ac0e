import { Group, Paper, Text } from '@mantine/core';
import { Link } from 'wouter';
import { Icon } from '../../design/icon.tsx';
import type { OverviewNumber } from './overview-numbers.ts';

type NumberCardProps = Omit<OverviewNumber, 'name'> & {
  /** What explains it: another page, or a part of this one. */
  readonly href: string;
};

/** One number with its words and its unit; all of it is the link to what explains it. */
export function NumberCard({ label, value, note, isBad, href }: NumberCardProps) {
  const card = (
    <Paper withBorder component="a" href={href} className="overview-number" data-bad={isBad || undefined}>
      <Group gap={6} wrap="nowrap" justify="space-between">
        <Text size="sm" component="span">
          {label}
        </Text>
        {isBad && <Icon name="warning" size={18} />}
      </Group>
      <span className="overview-number-value">{value}</span>
      <Text size="xs" c="dimmed" component="span">
        {note}
      </Text>
    </Paper>
  );
  if (href.startsWith('#')) return card;
  return (
    <Link href={href} asChild>
      {card}
    </Link>
  );
}
