/** Which of the wanted fields are blank, as sentences by field. */
export function missingFields<Name extends string>(
  values: Readonly<Record<Name, string>>,
  wanted: readonly Name[],
  labels: Readonly<Record<Name, string>>,
): Partial<Record<Name, string>> {
  const missing: Partial<Record<Name, string>> = {};
  for (const name of wanted) if (values[name].trim() === '') missing[name] = `${labels[name]} can't be blank.`;
  return missing;
}
