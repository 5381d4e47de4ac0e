import type { useForm } from '@mantine/form';

/** What the fields of a form need of it. */
export type FormOf<Values extends Record<string, string>> = Pick<
  ReturnType<typeof useForm<Values>>,
  'values' | 'getInputProps' | 'setFieldValue'
>;
