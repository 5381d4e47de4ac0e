/** A person left by Ctrl-C while the portal works on. Its sentence says how to come back; the exit code is 130. */
export class LeftBehind extends Error {
  override name = 'LeftBehind';
}
