import { Button, VisuallyHidden } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { Icon } from '../../design/icon.tsx';

type CopyButtonProps = { readonly label: string; readonly text: string; readonly variant?: 'default' | 'filled' };

export function CopyButton({ label, text, variant = 'default' }: CopyButtonProps) {
  const clipboard = useClipboard({ timeout: 2_000 });
  return (
    <Button
      size="sm"
      variant={variant}
      leftSection={<Icon name={clipboard.copied ? 'check' : 'copy'} size={16} />}
      onClick={() => clipboard.copy(text)}
    >
      {label}
      <VisuallyHidden role="status">{clipboard.copied ? 'Copied' : ''}</VisuallyHidden>
    </Button>
  );
}
