import { Alert } from '@mantine/core';
import type { ReactNode, Ref } from 'react';
import { Icon, type IconName } from './icon.tsx';

const KINDS = {
  success: { color: 'teal', icon: 'check' },
  failure: { color: 'red', icon: 'warning' },
  warning: { color: 'yellow', icon: 'warning' },
  note: { color: 'blue', icon: 'note' },
} as const satisfies Record<string, { color: string; icon: IconName }>;

export type NoticeProps = {
  readonly kind: keyof typeof KINDS;
  readonly title?: string;
  readonly children?: ReactNode;
  /** Where given, it can be closed. */
  readonly onClose?: () => void;
  readonly ref?: Ref<HTMLDivElement>;
};

/** Tells what happened. A failure is read out at once, everything else when the reader has a moment. */
export function Notice({ kind, title, children, onClose, ref }: NoticeProps) {
  const { color, icon } = KINDS[kind];
  return (
    <Alert
      {...(ref ? { ref } : {})}
      tabIndex={-1}
      role={kind === 'failure' ? 'alert' : 'status'}
      variant="light"
      color={color}
      icon={<Icon name={icon} />}
      title={title}
      withCloseButton={onClose !== undefined}
      closeButtonLabel="Dismiss"
      {...(onClose ? { onClose } : {})}
      styles={{
        root: { backgroundColor: `color-mix(in srgb, var(--mantine-color-${color}-6) 14%, var(--mantine-color-body))` },
        title: { color: 'var(--mantine-color-bright)' },
        message: { color: 'var(--mantine-color-text)' },
      }}
    >
      {children}
    </Alert>
  );
}
