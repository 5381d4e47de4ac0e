import { Box, Select, type SelectProps, Text } from '@mantine/core';
import type { NamespaceChoice } from './namespace-choices.ts';

type NamespaceSelectProps = Omit<SelectProps, 'data'> & { readonly choices: readonly NamespaceChoice[] };

const MANY = 10;

/** Which group the trial is for. Groups that cannot start one are there, greyed, with the reason. */
export function NamespaceSelect({ choices, ...props }: NamespaceSelectProps) {
  return (
    <Select
      {...props}
      data={choices.map(({ value, label, disabled }) => ({ value, label, disabled }))}
      placeholder="Select a group"
      searchable={choices.length > MANY}
      allowDeselect={false}
      withCheckIcon={false}
      maxDropdownHeight={320}
      comboboxProps={{ shadow: 'md' }}
      renderOption={({ option }) => <Choice choice={choices.find(({ value }) => value === option.value)} />}
    />
  );
}

function Choice({ choice }: { readonly choice: NamespaceChoice | undefined }) {
  return (
    <Box miw={0}>
      <Text component="span" display="block" inherit>
        {choice?.label}
      </Text>
      {choice?.sentence && (
        <Text component="span" display="block" size="sm">
          {choice.sentence}
        </Text>
      )}
    </Box>
  );
}
