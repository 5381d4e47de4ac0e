import { Textarea } from '@mantine/core';

type ReasonInputProps = { readonly value: string; readonly onChange: (value: string) => void };

export const isReason = (text: string) => text.replace(/\s/g, '').length >= 3;

/** Why: nothing is changed without it. */
export function ReasonInput({ value, onChange }: ReasonInputProps) {
  return (
    <Textarea
      label="Reason"
      description="For whoever reads the audit log: a ticket, a sentence."
      required
      autosize
      minRows={2}
      maxLength={1_000}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
