/** The command cannot be meant as it was written. Its sentence says how to write it; the exit code is 2. */
export class WrongUsage extends Error {
  override name = 'WrongUsage';
}
