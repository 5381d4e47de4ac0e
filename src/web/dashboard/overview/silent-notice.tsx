import { Notice } from '../../design/notice.tsx';
import type { OverviewProcess } from './process-table.tsx';
import { sayDuration } from './say-value.ts';

/** Says which processes are missed: what they do stands in no number of this page. */
export function SilentNotice({ processes }: { readonly processes: readonly OverviewProcess[] }) {
  const silent = processes.filter(({ state }) => state === 'silent');
  if (silent.length === 0) return null;
  const which = silent.map((one) => `${one.service} ${one.instance_id}, for ${sayDuration(one.silent_for_ms)}`);
  const title = silent.length === 1 ? 'A process is silent' : `${silent.length} processes are silent`;
  return (
    <Notice kind="warning" title={title}>
      {which.join('; ')}. It was not told to stop: it was killed, is cut off, or hangs. What it does is in no number
      here.
    </Notice>
  );
}
