import { EmptyState } from '../../design/empty-state.tsx';
import { LinkButton } from '../../design/link-button.tsx';
import { Page } from '../../design/page.tsx';

/** Also for what belongs to others: nobody learns from it what there is. */
export function NotFoundPage() {
  return (
    <Page title="Page not found">
      <EmptyState icon="note" title="There is nothing here" next={<LinkButton href="/">Your groups</LinkButton>}>
        The address may be mistyped, or you may not be a member of this group.
      </EmptyState>
    </Page>
  );
}
