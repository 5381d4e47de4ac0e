import { MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import { colorSchemeCookie } from './color-scheme-cookie.ts';
import { readableColors, theme } from './theme.ts';

/** The nonce that the page's policy names: the library writes its variables into a style element of its own. */
function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}

export function DesignProvider({ children }: { readonly children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={readableColors}
      colorSchemeManager={colorSchemeCookie}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      {children}
    </MantineProvider>
  );
}
