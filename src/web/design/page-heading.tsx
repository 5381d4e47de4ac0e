import { Box, Group, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';

export type PageHeadingProps = {
  readonly heading?: ReactNode;
  /** A picture before the heading. */
  readonly picture?: ReactNode;
  /** A sentence, or a row of badges and buttons, under the heading. */
  readonly lead?: ReactNode;
};

let isFirstPage = true;

/** The heading, which takes the focus when somebody has come here by a link: a reader hears where they are. */
export function PageHeading({ heading, picture, lead }: PageHeadingProps) {
  const ref = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!isFirstPage) ref.current?.focus({ preventScroll: true });
    isFirstPage = false;
    window.scrollTo(0, 0);
  }, []);
  return (
    <Group wrap="nowrap" gap="md" align="flex-start">
      {picture}
      <Box miw={0}>
        <Title order={1} ref={ref} tabIndex={-1}>
          {heading}
        </Title>
        {typeof lead === 'string' ? <Text c="dimmed">{lead}</Text> : lead}
      </Box>
    </Group>
  );
}
