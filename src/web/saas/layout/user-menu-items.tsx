import { Menu } from '@mantine/core';
import { Link } from 'wouter';
import type { CallToAction } from '#saas/contract/product-api.ts';
import { Icon } from '../../design/icon.tsx';
import { useSignOut } from '../session/use-sign-out.ts';

export function UserMenuItems({ offer }: { readonly offer: CallToAction | undefined }) {
  const signOut = useSignOut();
  return (
    <>
      <Link href="/" asChild>
        <Menu.Item component="a" leftSection={<Icon name="group" />}>
          Your groups
        </Menu.Item>
      </Link>
      {offer && (
        <Link href={offer.href} asChild>
          <Menu.Item component="a" leftSection={<Icon name="rocket" />}>
            Start an Ultimate trial
          </Menu.Item>
        </Link>
      )}
      <Menu.Divider />
      <Menu.Item onClick={() => signOut.mutate()} closeMenuOnClick={false} disabled={signOut.isPending}>
        Sign out
      </Menu.Item>
    </>
  );
}
