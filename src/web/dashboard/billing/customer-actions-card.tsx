import type { CustomerAnswer } from '#portal/contract/billing-answers.ts';
import { ActionsCard } from '../parts/actions-card.tsx';
import { CustomerActionDialog } from './customer-action-dialog.tsx';
import { customerActions } from './customer-actions.ts';

/** What can be done with a customer; each asks for a reason. */
export function CustomerActionsCard({ answer }: { readonly answer: CustomerAnswer }) {
  return (
    <ActionsCard actions={customerActions(answer)}>
      {(action, asked) => <CustomerActionDialog action={action} {...asked} />}
    </ActionsCard>
  );
}
