import type { EligibleNamespacesAnswer } from '#saas/contract/product-api.ts';

/** What stands for "Create group", on the wire too. */
export const NEW_GROUP = '0';
const DEFAULT_DAYS = 30;

export type NamespaceChoice = {
  readonly value: string;
  readonly label: string;
  /** Why it cannot be chosen. */
  readonly sentence?: string;
  readonly disabled: boolean;
  readonly durationDays: number;
};

type Named = { readonly id: number; readonly name: string };
type Answer = Pick<EligibleNamespacesAnswer, 'namespaces' | 'others' | 'unknown'>;

/**
 * "Create group", then the groups that may start a trial, then those for which nobody can say, then those that may not.
 * @param groups the person's own, for the names of the unknown ones.
 * @param created a group that an attempt made; the list was asked for before.
 */
export function listNamespaceChoices(
  { namespaces, others, unknown }: Answer,
  groups: readonly Named[],
  created?: Named,
): NamespaceChoice[] {
  const nameOf = (id: number) => groups.find((one) => one.id === id)?.name ?? `Group ${id}`;
  const days = namespaces.find(({ plan }) => plan !== 'premium')?.duration_days ?? DEFAULT_DAYS;
  const closed = (id: number, label: string, sentence: string) => {
    return { value: String(id), label, sentence, disabled: true, durationDays: days };
  };
  const choices: NamespaceChoice[] = [
    { value: NEW_GROUP, label: 'Create group', disabled: false, durationDays: days },
    ...namespaces.map((one) => {
      return { value: String(one.id), label: one.name, disabled: false, durationDays: one.duration_days };
    }),
    ...unknown.map((id) => closed(id, nameOf(id), 'We cannot check this group right now.')),
    ...others.map(({ id, name, sentence }) => closed(id, name, sentence)),
  ];
  if (!created) return choices;
  const open = { value: String(created.id), label: created.name, disabled: false, durationDays: days };
  return [...choices.filter(({ value }) => value !== open.value), open];
}

/**
 * What is chosen when the form opens: what the address asks for, else the only one that there is to choose.
 * @param isSure false where nobody can say of some group: then the only one is perhaps not the only one.
 */
export function preselect(choices: readonly NamespaceChoice[], asked: string | null, isSure = true): string {
  const open = choices.filter(({ disabled }) => !disabled);
  const wanted = open.find(({ value }) => value === asked);
  if (wanted) return wanted.value;
  if (!isSure || open.length > 2) return '';
  return open.at(-1)?.value ?? NEW_GROUP;
}
