import { Text } from '@mantine/core';
import type { RequestFailed } from '../api/request-failed.ts';
import { Notice } from '../design/notice.tsx';

type FormFailureProps = {
  readonly failed: RequestFailed | undefined;
  readonly title: string;
  /** The fields of the form: what stands beside one of them is not said twice. */
  readonly fields: Readonly<Record<string, unknown>>;
};

/** Above a form that did not succeed: what happened, in a sentence. */
export function FormFailure({ failed, title, fields }: FormFailureProps) {
  if (!failed) return null;
  const { errors, sentence } = failed.failure;
  const names = Object.keys(errors);
  const isBeside = names.length > 0 && names.every((name) => name in fields);
  return (
    <Notice kind="failure" title={title}>
      <Text size="sm">{isBeside ? 'Please correct what is marked below.' : sentence}</Text>
    </Notice>
  );
}
