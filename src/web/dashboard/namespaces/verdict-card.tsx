import { Group, Paper, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Icon } from '../../design/icon.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { timeText } from '../texts/time-text.ts';
import type { Verdict } from './say-verdict.ts';

type VerdictCardProps = {
  readonly verdict: Verdict;
  /** The answer's own time, where it is not now. */
  readonly asOf?: string | undefined;
  readonly ticketText: string;
  /** Beside the buttons. */
  readonly children?: ReactNode;
};

/** The sentence that somebody came for, and two ways to take it along. */
export function VerdictCard({ verdict, asOf, ticketText, children }: VerdictCardProps) {
  return (
    <Paper withBorder p="lg" className="verdict" data-may={verdict.may} component="section" aria-label="Verdict">
      <Group align="flex-start" wrap="nowrap" gap="md">
        <span className="verdict-icon">
          <Icon name={verdict.may ? 'check' : 'cross'} size={26} />
        </span>
        <Stack gap={6} miw={0} flex={1}>
          {asOf && (
            <Text size="sm" fw={600}>
              As of {timeText(asOf)}:
            </Text>
          )}
          <Text className="verdict-sentence" data-testid="verdict">
            {verdict.sentence}
          </Text>
          <Text size="sm" c="dimmed">
            {verdict.validUntil
              ? `By the passing of time alone this can change on ${timeText(verdict.validUntil)}.`
              : 'This holds until something is changed.'}
          </Text>
          <Group gap="md" mt="xs" justify="space-between" align="flex-end">
            <Group gap="xs">
              <CopyButton label="Copy for the ticket" text={ticketText} />
              <CopyButton label="Copy for the customer" text={verdict.customerSentence} />
            </Group>
            {children}
          </Group>
        </Stack>
      </Group>
    </Paper>
  );
}
