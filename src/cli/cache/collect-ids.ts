import { readIdArgument } from '../arguments/read-id-argument.ts';

/** Ids as commander hands them over, one after the other. */
export function collectIds(text: string, previous: readonly number[] = []): readonly number[] {
  return [...previous, readIdArgument(text)];
}
