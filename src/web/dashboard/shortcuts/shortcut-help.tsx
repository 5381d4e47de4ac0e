import { Group, Kbd, Modal, Stack, Switch, Text } from '@mantine/core';
import type { Shortcut } from './shortcuts.ts';

type ShortcutHelpProps = {
  readonly shortcuts: readonly Shortcut[];
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly isOn: boolean;
  readonly onSwitch: (on: boolean) => void;
};

/** Which keys there are on this page. */
export function ShortcutHelp({ shortcuts, isOpen, onClose, isOn, onSwitch }: ShortcutHelpProps) {
  const all = [{ keys: 'Ctrl K', label: 'Find or do something, from anywhere' }, ...shortcuts];
  return (
    <Modal opened={isOpen} onClose={onClose} title="Shortcuts" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack gap={6}>
        {all.map(({ keys, label }) => (
          <Group key={keys} justify="space-between" wrap="nowrap">
            <Text size="sm">{label}</Text>
            <Group gap={4} wrap="nowrap">
              {keys.split(' ').map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </Group>
          </Group>
        ))}
        <Switch
          mt="md"
          label="Single keys do something"
          description="Switch off if your screen reader or speech input needs them."
          checked={isOn}
          onChange={(event) => onSwitch(event.currentTarget.checked)}
        />
      </Stack>
    </Modal>
  );
}
