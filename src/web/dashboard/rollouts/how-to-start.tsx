import { Code, Group } from '@mantine/core';
import { CopyButton } from '../parts/copy-button.tsx';

/** The commands that check a plan and begin its rollout. */
export function HowToStart({ flag }: { readonly flag: string }) {
  const start = `trialgate rollout start ${flag} --reason "as agreed in the issue"`;
  return (
    <Group justify="center" gap="xs" maw="100%">
      <Code block maw="100%" ta="left" tabIndex={0}>
        {`trialgate rollout plan ${flag}\n${start}`}
      </Code>
      <CopyButton label="Copy" text={start} />
    </Group>
  );
}
