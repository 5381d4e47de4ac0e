import { Table } from '@mantine/core';
import { Card } from '../../design/card.tsx';
import { useRuleHistory } from '../api/use-rules.ts';
import { Fetched } from '../parts/fetched.tsx';
import { Rows } from '../parts/rows.tsx';
import { Time } from '../parts/time.tsx';

/** Every rule set there has been. */
export function RuleHistoryCard() {
  const history = useRuleHistory();
  return (
    <Card title="Rule sets so far">
      <Fetched query={history} heights={[120]}>
        {(all) => (
          <Rows label="Rule sets" head={['Number', 'In effect from', 'Made', 'Because of']}>
            {all.map((one) => (
              <Table.Tr key={one.number}>
                <Table.Td>{one.number}</Table.Td>
                <Table.Td>
                  <Time at={one.effective_from} />
                </Table.Td>
                <Table.Td>
                  <Time at={one.created_at} />
                </Table.Td>
                <Table.Td className="long">{one.cause}</Table.Td>
              </Table.Tr>
            ))}
          </Rows>
        )}
      </Fetched>
    </Card>
  );
}
