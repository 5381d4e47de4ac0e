import { Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';

export type RowsProps = {
  /** What the table holds; read out, not shown. */
  readonly label: string;
  readonly head: readonly string[];
  readonly children: ReactNode;
  /** Where there are none. */
  readonly empty?: string | undefined;
};

/** As far from the page as its links can still be read on, which the library's own is not in the dark. */
const HOVERED = 'light-dark(var(--mantine-color-gray-0), var(--mantine-color-dark-6))';

/** A table that scrolls by itself where it is wider than the page. */
export function Rows({ label, head, children, empty }: RowsProps) {
  if (empty !== undefined) return <Text c="dimmed">{empty}</Text>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls it with the keyboard
    <section className="rows" aria-label={label} tabIndex={0}>
      <Table verticalSpacing="xs" highlightOnHover highlightOnHoverColor={HOVERED}>
        <Table.Thead>
          <Table.Tr>
            {head.map((one) => (
              <Table.Th key={one}>{one}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </section>
  );
}
