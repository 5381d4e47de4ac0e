import { SimpleGrid } from '@mantine/core';
import type { ReactNode } from 'react';

/** Two fields beside each other, and below each other on a phone. */
export function PairOfFields({ children }: { readonly children: ReactNode }) {
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
      {children}
    </SimpleGrid>
  );
}
