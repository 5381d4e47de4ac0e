import { Group } from '@mantine/core';
import { LinkButton } from '../../design/link-button.tsx';
import type { OverviewWindow } from './use-overview.ts';

const CHOICES: readonly (readonly [OverviewWindow, string])[] = [
  ['live', 'Live'],
  ['hour', 'Last hour'],
  ['week', 'Last week'],
];

type WindowChoiceProps = { readonly chosen: OverviewWindow; readonly hrefOf: (window: OverviewWindow) => string };

/** Links, so that what somebody looks at can be sent to somebody else. */
export function WindowChoice({ chosen, hrefOf }: WindowChoiceProps) {
  return (
    <Group gap="xs" component="nav" aria-label="Time">
      {CHOICES.map(([window, label]) => (
        <LinkButton
          key={window}
          href={hrefOf(window)}
          size="sm"
          variant={window === chosen ? 'filled' : 'default'}
          {...(window === chosen ? { 'aria-current': 'true' as const } : {})}
        >
          {label}
        </LinkButton>
      ))}
    </Group>
  );
}
