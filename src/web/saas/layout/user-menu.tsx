import { Avatar, Button, Menu, Skeleton, Text, VisuallyHidden } from '@mantine/core';
import type { UserOnWire } from '#saas/contract/product-api.ts';
import { Icon } from '../../design/icon.tsx';
import { LinkButton } from '../../design/link-button.tsx';
import { usePerson } from '../api/use-person.ts';
import { useIsSignedIn } from '../session/use-is-signed-in.ts';
import { useMenuCallToAction } from './use-menu-call-to-action.ts';
import { UserMenuItems } from './user-menu-items.tsx';

/** Top right: the menu of whoever is signed in, and the way in for others. */
export function UserMenu() {
  const isSignedIn = useIsSignedIn();
  const { data: person } = usePerson(isSignedIn);
  if (!isSignedIn) {
    return (
      <LinkButton href="/users/sign_in" variant="default" size="sm">
        Sign in
      </LinkButton>
    );
  }
  return person ? <MenuOfPerson person={person} /> : <Skeleton circle height={36} width={36} />;
}

function MenuOfPerson({ person }: { readonly person: UserOnWire }) {
  const offer = useMenuCallToAction();
  return (
    <Menu position="bottom-end" width={270} shadow="md" withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button variant="subtle" color="gray" size="sm" px={6}>
          <Avatar name={person.name} color="violet" variant="filled" size={28} aria-hidden="true" />
          <VisuallyHidden>Menu of {person.name}</VisuallyHidden>
          <Icon name="down" size={16} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text component="span" display="block" fw={600} c="var(--mantine-color-bright)" truncate>
            {person.name}
          </Text>
          <Text component="span" display="block" size="sm" truncate>
            @{person.username}
          </Text>
        </Menu.Label>
        <Menu.Divider />
        <UserMenuItems offer={offer} />
      </Menu.Dropdown>
    </Menu>
  );
}
