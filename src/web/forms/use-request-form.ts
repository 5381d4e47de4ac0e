import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { RequestFailed, unreachable } from '../api/request-failed.ts';
import { problemSentence } from './problem-sentence.ts';
import { useFirstErrorFocus } from './use-first-error-focus.ts';

type Texts = Record<string, string>;

export type RequestFormOptions<Values extends Texts, Answer> = {
  /** Every field, by its name on the wire, as people call it. */
  readonly labels: Readonly<Record<keyof Values & string, string>>;
  readonly initialValues: Values;
  /** What is missing before anything is sent, by field. */
  readonly check: (values: Values) => Partial<Record<keyof Values & string, string>>;
  readonly send: (values: Values) => Promise<Answer>;
  readonly onDone: (answer: Answer) => void;
  readonly onFailed?: (failed: RequestFailed) => void;
};

/** A form whose mistakes stand beside their fields, whoever found them, and whose fields keep what was typed. */
export function useRequestForm<Values extends Texts, Answer>(options: RequestFormOptions<Values, Answer>) {
  const { labels, initialValues, check, send, onDone, onFailed } = options;
  const { formRef, focusFirstError } = useFirstErrorFocus();
  const form = useForm<Values>({
    initialValues,
    // The form's own way to say "nothing is wrong" is an object without members.
    validate: (values) => check(values) as Record<string, string>,
  });
  const sending = useMutation({
    mutationFn: send,
    onSuccess: onDone,
    onError: (error) => {
      const failed = toFailed(error);
      form.setErrors(fieldErrors(failed, labels));
      onFailed?.(failed);
      focusFirstError();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    if (sending.isPending) return event.preventDefault();
    form.onSubmit((values) => sending.mutate(values), focusFirstError)(event);
  };
  return {
    form,
    formProps: { ref: formRef, onSubmit: submit, noValidate: true },
    isSending: sending.isPending,
    failed: sending.error ? toFailed(sending.error) : undefined,
  };
}

const toFailed = (error: Error) => (error instanceof RequestFailed ? error : unreachable());

function fieldErrors({ failure }: RequestFailed, labels: Readonly<Record<string, string>>): Record<string, string> {
  const known = Object.entries(failure.errors).filter(([name]) => name in labels);
  return Object.fromEntries(known.map(([name, problems]) => [name, problemSentence(labels[name] ?? name, problems)]));
}
