import type { ReactNode } from 'react';
import { Redirect } from 'wouter';
import { useIsSignedIn } from './use-is-signed-in.ts';

type SignedInOnlyProps = {
  /** Where others are sent. */
  readonly otherwise?: string;
  readonly children: ReactNode;
};

/** A page for people with an account; others sign in first and come back. */
export function SignedInOnly({ otherwise, children }: SignedInOnlyProps) {
  const isSignedIn = useIsSignedIn();
  if (isSignedIn) return children;
  const here = `${window.location.pathname}${window.location.search}`;
  const signIn = here === '/' ? '/users/sign_in' : `/users/sign_in?redirect_to=${encodeURIComponent(here)}`;
  return <Redirect to={otherwise ?? signIn} replace />;
}
