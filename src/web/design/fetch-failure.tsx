import { Button, Stack, Text } from '@mantine/core';
import { Notice } from './notice.tsx';

type FetchFailureProps = { readonly error: Error; readonly onAgain: () => void; readonly isAsking?: boolean };

/** Stands where something could not be fetched, with the way to try again. */
export function FetchFailure({ error, onAgain, isAsking = false }: FetchFailureProps) {
  return (
    <Notice kind="failure" title="This cannot be shown right now">
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{error.message}</Text>
        <Button size="sm" variant="default" onClick={onAgain} loading={isAsking}>
          Try again
        </Button>
      </Stack>
    </Notice>
  );
}
