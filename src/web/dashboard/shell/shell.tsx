import { Button, Group, Kbd } from '@mantine/core';
import type { ReactNode } from 'react';
import { Brand } from '../../design/brand.tsx';
import { ColorSchemeSwitch } from '../../design/color-scheme-switch.tsx';
import { Icon } from '../../design/icon.tsx';
import type { Me } from '../api/use-me.ts';
import { openPalette } from '../palette/open-palette.ts';
import { PlaceStrip } from './place-strip.tsx';
import { SideNav } from './side-nav.tsx';
import { StaffMenu } from './staff-menu.tsx';

type ShellProps = { readonly me?: Me; readonly children: ReactNode };

/** What stands around every page. */
export function Shell({ me, children }: ShellProps) {
  return (
    <div className="shell">
      <a className="skip-link" href="#main">
        Skip to content
      </a>
      <header className="shell-header">
        <PlaceStrip />
        <div className="shell-bar">
          <Brand />
          <Group gap="xs" wrap="nowrap">
            {me && <PaletteButton />}
            <ColorSchemeSwitch />
            {me && <StaffMenu me={me} />}
          </Group>
        </div>
      </header>
      {me && <SideNav />}
      <div className="shell-content">{children}</div>
    </div>
  );
}

function PaletteButton() {
  return (
    <Button
      variant="default"
      size="sm"
      className="palette-button"
      leftSection={<Icon name="search" size={16} />}
      rightSection={<Kbd size="xs">Ctrl K</Kbd>}
      onClick={openPalette}
    >
      <span className="palette-button-text">Find or do…</span>
    </Button>
  );
}
