import { useMantineColorScheme } from '@mantine/core';
import { useLocation } from 'wouter';
import type { IconName } from '../../design/icon.tsx';
import { useSignOut } from '../session/use-sign-out.ts';
import { NAV_ITEMS } from '../shell/nav-items.ts';
import { useShortcutHelp } from '../shortcuts/shortcuts.ts';

export type Command = { readonly label: string; readonly icon: IconName; readonly run: () => void };

/** What can be done from anywhere. */
export function useCommands(): readonly Command[] {
  const [, navigate] = useLocation();
  const { setColorScheme } = useMantineColorScheme();
  const { showHelp } = useShortcutHelp();
  const signOut = useSignOut();
  return [
    ...NAV_ITEMS.map(({ label, icon, path }) => ({ label, icon, run: () => navigate(path) })),
    { label: 'Cache', icon: 'copy', run: () => navigate('/overview/cache') },
    { label: 'Errors', icon: 'warning', run: () => navigate('/overview/errors') },
    { label: 'Provisioning', icon: 'rocket', run: () => navigate('/overview/provisionings') },
    { label: 'Password, sessions, tokens', icon: 'key', run: () => navigate('/account') },
    { label: 'Dark mode', icon: 'moon', run: () => setColorScheme('dark') },
    { label: 'Light mode', icon: 'sun', run: () => setColorScheme('light') },
    { label: 'Shortcuts', icon: 'keyboard', run: showHelp },
    { label: 'Sign out', icon: 'out', run: () => signOut.mutate() },
  ];
}
