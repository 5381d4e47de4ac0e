import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Card } from '../../design/card.tsx';
import { Notice } from '../../design/notice.tsx';
import { Page } from '../../design/page.tsx';
import { send } from '../api/send.ts';
import { PEOPLE, useOwnSessions, useOwnTokens } from '../api/use-people.ts';
import { Fetched } from '../parts/fetched.tsx';
import { useSignedIn } from '../session/signed-in.ts';
import { NewTokenForm } from './new-token-form.tsx';
import { PasswordForm } from './password-form.tsx';
import { SessionRows, TokenRows } from './sessions-and-tokens.tsx';

/** `/dashboard/account`: one's own way in. */
export function AccountPage() {
  const me = useSignedIn();
  const queries = useQueryClient();
  const [sessions, tokens] = [useOwnSessions(), useOwnTokens()];
  const ending = useMutation({
    mutationFn: (path: string) => send('DELETE', path),
    onSettled: () => queries.invalidateQueries({ queryKey: PEOPLE }),
  });
  return (
    <Page title="Password, sessions, tokens" lead={`${me.name} · ${me.email} · ${me.role}`}>
      {ending.error && <Notice kind="failure">{ending.error.message}</Notice>}
      <Card title="Password">
        <PasswordForm />
      </Card>
      <Card title="Where you are signed in">
        <Fetched query={sessions} heights={[100]}>
          {(all) => <SessionRows sessions={all} onEnd={(id) => ending.mutate(`/sessions/${id}`)} />}
        </Fetched>
      </Card>
      <Card title="Personal tokens">
        <Fetched query={tokens} heights={[100]}>
          {(all) => <TokenRows tokens={all} onRevoke={(id) => ending.mutate(`/tokens/${id}`)} />}
        </Fetched>
        <NewTokenForm />
      </Card>
    </Page>
  );
}
