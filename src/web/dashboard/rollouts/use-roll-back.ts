import { useMutation, useQueryClient } from '@tanstack/react-query';
import { send } from '../api/send.ts';
import { FLAGS } from '../api/use-flags.ts';
import { ROLLOUTS, rolloutPath } from '../api/use-rollouts.ts';

/** Rolls back at once, without a reason: that is asked for afterwards. Its result is how long it took, in milliseconds. */
export function useRollBack(flag: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      const began = performance.now();
      await send('POST', `${rolloutPath(flag)}/rollback`, {});
      return performance.now() - began;
    },
    onSuccess: () => {
      for (const queryKey of [ROLLOUTS, FLAGS, ['audit']]) queries.invalidateQueries({ queryKey });
    },
  });
}
