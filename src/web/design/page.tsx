import { Container, Stack } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { PageHeading, type PageHeadingProps } from './page-heading.tsx';

export type PageProps = PageHeadingProps & {
  /** The window's title; the heading too, where there is no other. */
  readonly title: string;
  /** For forms: as wide as a line is easy to read. */
  readonly narrow?: boolean;
  /** For tables, and for what stands side by side. */
  readonly wide?: boolean;
  readonly children: ReactNode;
};

/** One page: its title, its heading and its content. */
export function Page({ title, heading, narrow = false, wide = false, children, ...rest }: PageProps) {
  useDocumentTitle(`${title} · Trialgate`);
  return (
    <Container size={narrow ? 520 : wide ? 1_180 : 860} px="md" py="xl" component="main" id="main" tabIndex={-1}>
      <Stack gap="lg">
        <PageHeading heading={heading ?? title} {...rest} />
        {children}
      </Stack>
    </Container>
  );
}
