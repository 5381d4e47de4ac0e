import { Button, type ButtonProps } from '@mantine/core';
import { Link } from 'wouter';

/** A link that looks like a button, and stays a link for the keyboard, the middle button and "open in a new tab". */
export function LinkButton({ href, ...props }: ButtonProps & { readonly href: string }) {
  return (
    <Link href={href} asChild>
      <Button component="a" {...props} />
    </Link>
  );
}
