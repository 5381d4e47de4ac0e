import { Text } from '@mantine/core';
import { Notice } from '../../design/notice.tsx';
import { useFlash } from './flash.ts';

/** The flash, where there is one. */
export function FlashNotice() {
  const { flash, hide } = useFlash();
  if (!flash) return null;
  return (
    <Notice kind={flash.kind} {...(flash.title ? { title: flash.title } : {})} onClose={hide}>
      <Text size="sm">{flash.text}</Text>
    </Notice>
  );
}
