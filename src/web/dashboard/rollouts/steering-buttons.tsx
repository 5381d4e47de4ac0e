import { Button, Group, Kbd, Text } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';
import type { DescribedRollout } from '#portal/contract/rollout-answers.ts';
import { Notice } from '../../design/notice.tsx';
import { useSignedIn } from '../session/signed-in.ts';
import { useShortcuts } from '../shortcuts/shortcuts.ts';
import { canRollBack, possibleActs, type RolloutAct } from './possible-acts.ts';
import { SteeringDialog } from './steering-dialog.tsx';
import { useRollBack } from './use-roll-back.ts';

const BUTTONS: Readonly<Record<RolloutAct, { readonly label: string; readonly keys: string }>> = {
  approve: { label: 'Approve', keys: 'a' },
  pause: { label: 'Pause', keys: 'p' },
  resume: { label: 'Resume', keys: 'p' },
  adopt: { label: 'Adopt the edit', keys: 'e' },
  revert: { label: 'Revert the edit', keys: 'v' },
  waive: { label: 'Do not wait for it', keys: 'w' },
  presence: { label: 'I am there', keys: 'h' },
};
/** A capital, so that it takes two fingers. */
const BACK = 'R';

type Asked = { readonly act: RolloutAct; readonly seen: DescribedRollout };

/** What whoever looks can do now, each with its key. Rolling back asks nothing: it costs little and can be taken back. */
export function SteeringButtons({ rollout }: { readonly rollout: DescribedRollout }) {
  const me = useSignedIn();
  const [asked, ask] = useState<Asked>();
  const { mutate: rollBack, isPending, error, data: took } = useRollBack(rollout.flag);
  const newest = useRef(rollout);
  newest.current = rollout;
  const named = possibleActs(rollout, me).join(' ');
  const isBack = canRollBack(rollout, me);
  useShortcuts(
    useMemo(() => {
      const acts = actsOf(named).map((act) => ({ ...BUTTONS[act], run: () => ask({ act, seen: newest.current }) }));
      return isBack ? [...acts, { keys: BACK, label: 'Roll back at once', run: () => rollBack() }] : acts;
    }, [named, isBack, rollBack]),
  );
  return (
    <>
      {error && (
        <Notice kind="failure" title="It was not rolled back">
          {error.message}
        </Notice>
      )}
      {took !== undefined && (
        <Text size="sm" role="status">
          {Math.round(took)} ms from your word until the portal said that it is done.
        </Text>
      )}
      <Group gap="xs">
        {actsOf(named).map((act) => (
          <SteeringButton key={act} act={act} onPress={() => ask({ act, seen: rollout })} />
        ))}
        {isBack && <RollBackButton isPending={isPending} onPress={() => rollBack()} />}
      </Group>
      {asked && <SteeringDialog act={asked.act} rollout={asked.seen} onClose={() => ask(undefined)} />}
    </>
  );
}

const actsOf = (named: string) => named.split(' ').filter(Boolean) as RolloutAct[];

type SteeringButtonProps = { readonly act: RolloutAct; readonly onPress: () => void };

function SteeringButton({ act, onPress }: SteeringButtonProps) {
  const { label, keys } = BUTTONS[act];
  return (
    <Button
      size="sm"
      variant={act === 'approve' ? 'filled' : 'default'}
      onClick={onPress}
      rightSection={<KeyHint keys={keys} />}
      aria-keyshortcuts={keys}
    >
      {label}
    </Button>
  );
}

type RollBackButtonProps = { readonly isPending: boolean; readonly onPress: () => void };

function RollBackButton({ isPending, onPress }: RollBackButtonProps) {
  return (
    <Button
      size="sm"
      color="red"
      loading={isPending}
      onClick={onPress}
      rightSection={<KeyHint keys={`⇧ ${BACK}`} />}
      aria-keyshortcuts="Shift+R"
    >
      Roll back
    </Button>
  );
}

/** For those who see it; those who listen hear the button's own. */
function KeyHint({ keys }: { readonly keys: string }) {
  return (
    <Kbd size="xs" aria-hidden="true">
      {keys}
    </Kbd>
  );
}
