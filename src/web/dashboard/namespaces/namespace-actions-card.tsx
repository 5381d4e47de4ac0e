import type { Explanation } from '#portal/contract/explanation-answer.ts';
import { useProvisionings } from '../api/use-namespace.ts';
import { ActionsCard } from '../parts/actions-card.tsx';
import { ActionDialog } from './action-dialog.tsx';
import { possibleActions } from './possible-actions.ts';

type NamespaceActionsCardProps = { readonly explanation: Explanation; readonly userId: string | undefined };

/** What can be done with a namespace. Each shows what it would change before it is done. */
export function NamespaceActionsCard({ explanation, userId }: NamespaceActionsCardProps) {
  const id = String(explanation.namespace_id);
  const { data: provisionings } = useProvisionings(id);
  const today = new Date().toISOString().slice(0, 10);
  const actions = possibleActions(explanation, provisionings ?? [], userId, today);
  return (
    <ActionsCard actions={actions}>
      {(action, asked) => <ActionDialog id={id} action={action} {...asked} />}
    </ActionsCard>
  );
}
