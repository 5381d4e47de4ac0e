import { Button, Stack, Text } from '@mantine/core';
import { Notice } from '../../design/notice.tsx';

type UnknownNoticeProps = { readonly onAgain: () => void; readonly isAsking: boolean };

/** Nobody can say right now, which is not a no. */
export function UnknownNotice({ onAgain, isAsking }: UnknownNoticeProps) {
  return (
    <Notice kind="warning" title="We cannot check all of your groups right now">
      <Stack gap="sm" align="flex-start">
        <Text size="sm">Groups that could not be checked cannot be selected. Try again in a moment.</Text>
        <Button size="sm" variant="default" onClick={onAgain} loading={isAsking}>
          Check again
        </Button>
      </Stack>
    </Notice>
  );
}
