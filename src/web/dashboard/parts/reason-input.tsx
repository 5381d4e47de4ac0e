import { Textarea } from '@mantine/core';

type ReasonInputProps = {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Where what is asked for is more than a reason. */
  readonly label?: string;
  readonly description?: string;
};

const USUAL = 'For whoever reads the audit log: a ticket, a sentence.';

export const isReason = (text: string) => text.replace(/\s/g, '').length >= 3;

/** Why: nothing is changed without it. */
export function ReasonInput({ value, onChange, label = 'Reason', description = USUAL }: ReasonInputProps) {
  return (
    <Textarea
      label={label}
      description={description}
      required
      autosize
      minRows={2}
      maxLength={1_000}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
