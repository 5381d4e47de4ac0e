import { Container, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { Brand } from './brand.tsx';
import { ColorSchemeSwitch } from './color-scheme-switch.tsx';

type PageShellProps = { readonly menu: ReactNode; readonly children: ReactNode };

/** What stands around every page. */
export function PageShell({ menu, children }: PageShellProps) {
  return (
    <>
      <a className="skip-link" href="#main">
        Skip to content
      </a>
      <header className="page-header">
        <Container size={860} px="md" className="page-header-row">
          <Brand />
          <Group gap="xs" wrap="nowrap">
            <ColorSchemeSwitch />
            {menu}
          </Group>
        </Container>
      </header>
      {children}
    </>
  );
}
