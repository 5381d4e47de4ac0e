import type { MantineColorScheme, MantineColorSchemeManager } from '@mantine/core';

const COOKIE = 'color_scheme';
const A_YEAR = 365 * 86_400;

/**
 * Keeps the choice in a cookie, because the server can then write it into the page: no script has to run before the first
 * paint, and nothing flashes.
 */
export const colorSchemeCookie: MantineColorSchemeManager = {
  get: (otherwise) => {
    const found = new RegExp(`(?:^|; )${COOKIE}=(light|dark)(?:;|$)`).exec(document.cookie)?.[1];
    return (found as MantineColorScheme | undefined) ?? otherwise;
  },
  set: (value) => write(value === 'auto' ? '' : value),
  subscribe: () => {},
  unsubscribe: () => {},
  clear: () => write(''),
};

function write(value: string): void {
  const life = value === '' ? 0 : A_YEAR;
  // biome-ignore lint/suspicious/noDocumentCookie: the server must read it, and the Cookie Store API is not everywhere
  document.cookie = `${COOKIE}=${value}; Path=/; Max-Age=${life}; SameSite=Lax`;
}
