import { Avatar, Button, Menu, Text, VisuallyHidden } from '@mantine/core';
import { Link } from 'wouter';
import { Icon } from '../../design/icon.tsx';
import type { Me } from '../api/use-me.ts';
import { useSignOut } from '../session/use-sign-out.ts';
import { useShortcutHelp } from '../shortcuts/shortcuts.ts';

/** Top right: who is signed in, and the way out. */
export function StaffMenu({ me }: { readonly me: Me }) {
  const signOut = useSignOut();
  const { showHelp } = useShortcutHelp();
  return (
    <Menu position="bottom-end" width={250} shadow="md" withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button variant="subtle" color="gray" size="sm" px={6}>
          <Avatar name={me.name} color="violet" variant="filled" size={28} aria-hidden="true" />
          <VisuallyHidden>Menu of {me.name}</VisuallyHidden>
          <Icon name="down" size={16} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text component="span" display="block" fw={600} c="var(--mantine-color-bright)" truncate>
            {me.name}
          </Text>
          <Text component="span" display="block" size="sm" truncate>
            {me.role} · {me.email}
          </Text>
        </Menu.Label>
        <Menu.Divider />
        <Link href="/account" asChild>
          <Menu.Item component="a" leftSection={<Icon name="key" />}>
            Password, sessions, tokens
          </Menu.Item>
        </Link>
        <Menu.Item leftSection={<Icon name="keyboard" />} onClick={showHelp}>
          Shortcuts
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<Icon name="out" />} onClick={() => signOut.mutate()} closeMenuOnClick={false}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
