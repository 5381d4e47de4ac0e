import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** Colours, corners and type of every page. */
export const theme = createTheme({
  primaryColor: 'violet',
  // White on the usual sixth shade is below the contrast that people need (4.5 : 1).
  primaryShade: { light: 8, dark: 8 },
  colors: {
    // Of the same blue-grey as the page's ground; the seventh is the ground itself.
    dark: [
      ...['#e6e8ec', '#b8bdc7', '#9aa0ac', '#6f7583', '#454b57', '#363b46', '#282c34'],
      ...['#1b1d22', '#15171b', '#0f1114'],
    ] as unknown as MantineColorsTuple,
  },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif",
  headings: { fontWeight: '650', sizes: { h1: { fontSize: '1.625rem' }, h2: { fontSize: '1.125rem' } } },
  components: {
    TextInput: { defaultProps: { size: 'md' } },
    PasswordInput: { defaultProps: { size: 'md' } },
    NativeSelect: { defaultProps: { size: 'md' } },
    Select: { defaultProps: { size: 'md' } },
    Radio: { defaultProps: { size: 'md' } },
    RadioGroup: { defaultProps: { size: 'md' } },
    Button: { defaultProps: { size: 'md' } },
  },
});

/** The library's greys, reds and links, where they are too faint to read. */
export const readableColors: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': 'var(--mantine-color-gray-7)',
    '--mantine-color-placeholder': 'var(--mantine-color-gray-7)',
    '--mantine-color-error': '#c01f1f',
    '--page-header-background': 'var(--mantine-color-gray-0)',
  },
  dark: {
    '--mantine-color-dimmed': '#b4b9c2',
    '--mantine-color-placeholder': '#a0a6b0',
    '--mantine-color-anchor': 'var(--mantine-color-violet-3)',
    '--mantine-color-error': '#ff9b9b',
    '--page-header-background': '#22252b',
  },
});
