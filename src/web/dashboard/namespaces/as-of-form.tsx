import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';

type AsOfFormProps = { readonly at: string | undefined; readonly onAt: (at: string | undefined) => void };

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** The answer at another day: past by the records of then, to come by those of now. */
export function AsOfForm({ at, onAt }: AsOfFormProps) {
  const [day, setDay] = useState(at?.slice(0, 10) ?? '');
  const choose = (chosen: string) => {
    setDay(chosen);
    onAt(chosen || undefined);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        choose(day);
      }}
    >
      <Group gap="xs" align="flex-end">
        <TextInput
          type="date"
          label="The answer on another day"
          size="sm"
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        <Button type="submit" size="sm" variant="default">
          Show
        </Button>
        <Button size="sm" variant="subtle" onClick={() => choose(inDays(30))}>
          In 30 days
        </Button>
        {at && (
          <Button size="sm" variant="subtle" onClick={() => choose('')}>
            Now
          </Button>
        )}
      </Group>
    </form>
  );
}
