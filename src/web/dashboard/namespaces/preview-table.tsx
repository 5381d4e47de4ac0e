import { Table, Text } from '@mantine/core';
import type { Explanation } from '#portal/contract/explanation-answer.ts';
import { timeText } from '../texts/time-text.ts';

export type Seen = Pick<Explanation, 'decisions' | 'facts'>;

type PreviewTableProps = { readonly before: Seen; readonly after: Seen };

/** The answer now, and after it was done. */
export function PreviewTable({ before, after }: PreviewTableProps) {
  const isSame = before.decisions.every((one, place) => describe(one) === describe(after.decisions[place]));
  return (
    <section className="rows" aria-label="Preview">
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Trial</Table.Th>
            <Table.Th>Answer now</Table.Th>
            <Table.Th>Answer after</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {before.decisions.map((one, place) => (
            <Table.Tr key={one.trial_type}>
              <Table.Td className="long">{one.name}</Table.Td>
              <Table.Td>
                <Answer decision={one} />
              </Table.Td>
              <Table.Td>
                <Answer
                  decision={after.decisions[place]}
                  isChanged={describe(one) !== describe(after.decisions[place])}
                />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {isSame && (
        <Text size="sm" c="dimmed">
          The answer stays the same.
        </Text>
      )}
    </section>
  );
}

type Decision = Seen['decisions'][number];

const describe = (one: Decision | undefined) => JSON.stringify([one?.eligible, one?.reasons, one?.valid_until]);

function Answer({
  decision,
  isChanged = false,
}: {
  readonly decision: Decision | undefined;
  readonly isChanged?: boolean;
}) {
  if (!decision) return null;
  return (
    <>
      <Text size="sm" fw={isChanged ? 700 : 400} className={decision.eligible ? 'says-yes' : 'says-no'}>
        {decision.eligible ? 'may be started' : 'may not be started'}
        {isChanged && ' (changes)'}
      </Text>
      <Text size="xs" c="dimmed">
        {decision.reasons.map(({ code }) => code).join(', ')}
        {decision.valid_until && ` until ${timeText(decision.valid_until)}`}
      </Text>
    </>
  );
}
