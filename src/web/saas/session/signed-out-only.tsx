import { type ReactNode, useState } from 'react';
import { Redirect } from 'wouter';
import { useIsSignedIn } from './use-is-signed-in.ts';

type SignedOutOnlyProps = { readonly otherwise: string; readonly children: ReactNode };

/**
 * A page for people without an account. Whoever was signed in on coming here is sent on; whoever signs in here is sent on by
 * the page itself, which knows where to.
 */
export function SignedOutOnly({ otherwise, children }: SignedOutOnlyProps) {
  const [wasSignedIn] = useState(useIsSignedIn());
  return wasSignedIn ? <Redirect to={otherwise} replace /> : children;
}
