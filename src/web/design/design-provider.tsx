import { MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import { colorSchemeCookie } from './color-scheme-cookie.ts';
import { readableColors, theme } from './theme.ts';

/** The nonce that the page's policy names: the library writes its variables into a style element of its own. */
function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}

// Dialogs keep the page behind them still by a style element of a library that knows the nonce by this name alone.
Object.assign(globalThis, { __webpack_nonce__: styleNonce() });

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
