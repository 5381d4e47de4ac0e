import { RequestFailed } from '../../api/request-failed.ts';
import { useCallsToAction } from '../api/use-calls-to-action.ts';
import { useGroup } from '../api/use-group.ts';

/** What a page of one group shows: the group, and what it offers; both asked for at the same time. */
export function useGroupPage(id: string) {
  const { data: group, error, refetch, isFetching } = useGroup(id);
  const { data: answer } = useCallsToAction(id);
  return {
    group,
    ctas: answer?.ctas ?? [],
    isMissing: !group && error instanceof RequestFailed && error.status === 404,
    error: group ? null : error,
    again: refetch,
    isAsking: isFetching,
  };
}
