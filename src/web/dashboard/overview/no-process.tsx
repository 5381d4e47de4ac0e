import { EmptyState } from '../../design/empty-state.tsx';

/** Stands where nobody has told any number. */
export function NoProcess({ environment }: { readonly environment: string }) {
  return (
    <EmptyState icon="clock" title="No process has reported yet">
      A process that is given <code>FLAGS_URL</code> and a <code>FLAGS_TOKEN</code> of {environment} tells its numbers
      every five seconds; <code>trialgate flags token create</code> makes one.
    </EmptyState>
  );
}
