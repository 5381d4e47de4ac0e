import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useColorScheme } from '@mantine/hooks';
import { Icon } from './icon.tsx';

/** Light or dark. Who switches back to what their system says follows the system again. */
export function ColorSchemeSwitch() {
  const system = useColorScheme();
  const { setColorScheme } = useMantineColorScheme();
  const other = useComputedColorScheme(system) === 'dark' ? 'light' : 'dark';
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      c="var(--mantine-color-text)"
      size="lg"
      aria-label={`Switch to ${other} mode`}
      onClick={() => setColorScheme(other === system ? 'auto' : other)}
    >
      <Icon name={other === 'dark' ? 'moon' : 'sun'} />
    </ActionIcon>
  );
}
