import { EmptyState } from '../../design/empty-state.tsx';
import { LinkButton } from '../../design/link-button.tsx';
import { Page } from '../../design/page.tsx';

export function NotFoundPage() {
  return (
    <Page title="Page not found">
      <EmptyState
        icon="note"
        title="There is nothing here"
        next={<LinkButton href="/namespaces">Find a namespace</LinkButton>}
      >
        The address may be mistyped.
      </EmptyState>
    </Page>
  );
}
